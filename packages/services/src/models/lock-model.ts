import type { ModelModel, Tx } from '@leeway/store';
import { ServiceError } from '../errors.ts';

/** The model as it is while nobody else changes it: of two that replace its reference, the second sees the first. */
export async function lockModel(tx: Tx, modelId: string): Promise<ModelModel> {
  await tx.$queryRaw`SELECT 1 FROM model WHERE id = ${modelId} FOR UPDATE`;
  const model = await tx.model.findUnique({ where: { id: modelId } });
  if (model === null) throw new ServiceError('not-found', 'There is no such model.');
  return model;
}
