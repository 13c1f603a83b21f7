import type { CountedTo } from './partition-counter.ts';
import type { OwnerDeps } from './owner-deps.ts';
import type { PartitionHold } from './partition-hold.ts';
import { sleep } from './sleep.ts';
import { waitsForSchema } from './waits-for-schema.ts';

type Lacking = NonNullable<CountedTo['unknown']>;

/** Gets what a record could not be counted without. False = it is away: the partition is held until it is there. */
export async function getLacking(
  lacking: Lacking,
  { schemas, unknownModels, log }: Pick<OwnerDeps, 'schemas' | 'unknownModels' | 'log'>,
  hold: PartitionHold,
): Promise<boolean> {
  if ('schemaId' in lacking) {
    const { schemaId } = lacking;
    const reason = await waitsForSchema(schemas, schemaId);
    if (reason === null) return true;
    log.warn({ schemaId, reason }, 'a partition waits for a schema');
    hold.begin(reason, () => waitsForSchema(schemas, schemaId));
    return false;
  }
  await unknownModels.ask(lacking.modelId).catch((error: unknown) => {
    log.warn({ err: error }, 'the models could not be read; trying again');
    return sleep(1_000);
  });
  return true;
}
