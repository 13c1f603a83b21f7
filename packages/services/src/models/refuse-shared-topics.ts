import type { Tx } from '@leeway/store';
import { ServiceError } from '../errors.ts';
import type { ModelManifest } from './model-manifest.ts';

/** A topic carries predictions or labels, for all models that use it: the reader must know which. */
export async function refuseSharedTopics(
  tx: Tx,
  manifest: Pick<ModelManifest, 'id' | 'predictionTopic' | 'labelTopic'>,
): Promise<void> {
  const others = await tx.model.findMany({
    where: {
      id: { not: manifest.id },
      archivedAt: null,
      OR: [
        { labelTopic: manifest.predictionTopic },
        ...(manifest.labelTopic === null ? [] : [{ predictionTopic: manifest.labelTopic }]),
      ],
    },
    select: { id: true },
    take: 1,
  });
  if (others[0])
    throw new ServiceError('conflict', `Model "${others[0].id}" uses one of these topics the other way round.`);
}
