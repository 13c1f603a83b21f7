import type { Db, ModelModel } from '@leeway/store';
import { ServiceError } from '../errors.ts';

export async function requireModel(db: Db, modelId: string): Promise<ModelModel> {
  const model = await db.model.findUnique({ where: { id: modelId } });
  if (model === null) throw new ServiceError('not-found', 'There is no such model.');
  return model;
}
