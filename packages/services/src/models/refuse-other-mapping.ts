import { mappingKey, nameInStream, StreamMapping } from '@leeway/contracts';
import type { Tx } from '@leeway/store';
import { ServiceError } from '../errors.ts';
import type { ModelManifest } from './model-manifest.ts';
import { mappingProblem } from './stored-mapping.ts';

const MAPPING_LOCK = 0x1ee_0d3;

type ReadTopics = Pick<ModelManifest, 'id' | 'predictionTopic' | 'labelTopic' | 'streamMapping' | 'labelMapping'>;

/**
 * All models of a topic read it the same way, and no two of them have the same name in it. Under a lock until the
 * transaction ends: two that change their models at the same moment see each other.
 */
export async function refuseOtherMapping(tx: Tx, manifest: ReadTopics): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${MAPPING_LOCK}::bigint)`;
  const { id, predictionTopic, labelTopic, streamMapping, labelMapping } = manifest;
  const others = await tx.model.findMany({
    where: {
      id: { not: id },
      archivedAt: null,
      OR: [{ predictionTopic }, ...(labelTopic === null ? [] : [{ labelTopic }])],
    },
    select: { id: true, predictionTopic: true, labelTopic: true, streamMapping: true, labelMapping: true },
  });
  for (const other of others) {
    // One that cannot be read is not read by: it neither agrees nor disagrees.
    if (mappingProblem(other) !== null) continue;
    if (other.predictionTopic === predictionTopic)
      refuseUnlike(predictionTopic, [id, streamMapping], [other.id, StreamMapping.parse(other.streamMapping)]);
    if (labelTopic !== null && other.labelTopic === labelTopic)
      refuseUnlike(
        labelTopic,
        [id, labelMapping],
        [other.id, { ...StreamMapping.parse(other.labelMapping), carries: 'labels' }],
      );
  }
}

function refuseUnlike(topic: string, own: [string, StreamMapping], other: [string, StreamMapping]): void {
  if (mappingKey(own[1]) !== mappingKey(other[1]))
    throw new ServiceError('conflict', `Model "${other[0]}" reads the topic ${topic} by another mapping.`);
  const name = nameInStream(own[1], own[0]);
  if (name === nameInStream(other[1], other[0]))
    throw new ServiceError('conflict', `Model "${other[0]}" is called "${name}" in the topic ${topic} already.`);
}
