import { decodeReference, DriftRuleSettings, type FrozenReference } from '@leeway/drift';
import type { Db, ModelModel } from '@leeway/store';

export type EvaluatedModel = { model: ModelModel; reference: FrozenReference; settings: DriftRuleSettings };

/** Active models that have a reference. References are decoded once each. */
export function createModelLoader(db: Db): () => Promise<EvaluatedModel[]> {
  const references = new Map<string, FrozenReference>();
  return async () => {
    const models = await db.model.findMany({ where: { archivedAt: null, activeReferenceId: { not: null } } });
    const loaded: EvaluatedModel[] = [];
    for (const model of models) {
      const reference = await referenceOf(db, references, model.activeReferenceId ?? '');
      if (reference !== null) loaded.push({ model, reference, settings: settingsOf(model) });
    }
    return loaded;
  };
}

async function referenceOf(db: Db, known: Map<string, FrozenReference>, id: string): Promise<FrozenReference | null> {
  const cached = known.get(id);
  if (cached !== undefined) return cached;
  const row = await db.reference.findUnique({ where: { id }, select: { body: true } });
  if (row === null) return null;
  const reference = decodeReference(row.body);
  known.set(id, reference);
  return reference;
}

function settingsOf(model: ModelModel): DriftRuleSettings {
  const parsed = DriftRuleSettings.safeParse(model.settings);
  return parsed.success ? parsed.data : DriftRuleSettings.parse({});
}
