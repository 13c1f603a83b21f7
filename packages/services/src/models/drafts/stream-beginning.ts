import type { FrozenReference } from '@leeway/drift';
import type { StreamStart, Tx } from '@leeway/store';
import { ServiceError } from '../../errors.ts';
import type { StartChoice } from './draft-input.ts';
import type { StreamBeginning } from './draft-views.ts';

/** What is stored with the model, so that the worker begins its topics there. */
export function streamStartOf(
  from: StartChoice,
  input: { reference: FrozenReference; predictionTopic: string; at: Date },
): StreamStart {
  const { reference, predictionTopic, at } = input;
  if (from === 'earliest') return {};
  if (from === 'now') return { atMs: at.getTime() };
  const { toMs, stream } = reference.provenance;
  if (toMs === undefined)
    throw new ServiceError(
      'invalid',
      'The reference’s rows have no times, so nobody knows where they end in the stream.',
    );
  if (stream?.topic !== predictionTopic) return { atMs: toMs + 1 };
  const offsets = stream.partitions.map(({ partition, toOffset }) => [String(partition), toOffset]);
  return { atMs: toMs + 1, offsets: Object.fromEntries(offsets) };
}

const WORDS = {
  now: 'Counting begins with the events that come from now on.',
  'reference-end': 'Counting begins where the rows of the reference end.',
  earliest: 'Counting begins with the oldest event that the topic still has.',
  continues:
    'This topic is read already, for other models, and has one position for all of them: ' +
    'counting begins where reading stands now, whatever was chosen.',
} as const satisfies Record<StreamBeginning['kind'], string>;

/** Where counting a topic really begins. */
export async function streamBeginning(tx: Tx, topic: string, from: StartChoice): Promise<StreamBeginning> {
  const known = await tx.partitionProgress.findFirst({ where: { topic }, select: { topic: true } });
  const kind = known === null ? from : 'continues';
  return { topic, kind, words: WORDS[kind] };
}
