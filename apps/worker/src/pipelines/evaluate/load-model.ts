import { DriftRuleSettings, type FrozenReference, type PackedReference } from '@leeway/drift';
import { modelsSignature, type Db, type ModelModel } from '@leeway/store';
import { referenceShelf } from '../../reference-shelf.ts';

/** `reference` is unpacked when it is asked for and held by whoever asked: a thousand are kept packed. */
export type EvaluatedModel = { model: ModelModel; readonly reference: FrozenReference; settings: DriftRuleSettings };

/** Active models that have a reference, read anew when one of them changed. */
export function createModelLoader(db: Db): () => Promise<EvaluatedModel[]> {
  const shelf = referenceShelf(db);
  let known: { signature: string; models: EvaluatedModel[] } | null = null;
  return async () => {
    const signature = await modelsSignature(db);
    if (known?.signature === signature) return known.models;
    const rows = await db.model.findMany({ where: { archivedAt: null, activeReferenceId: { not: null } } });
    const references = await shelf.load(rows.map(({ activeReferenceId }) => activeReferenceId ?? ''));
    const models = rows.flatMap((model) => {
      const packed = references.get(model.activeReferenceId ?? '');
      return packed === undefined ? [] : [evaluated(model, packed)];
    });
    known = { signature, models };
    return models;
  };
}

function evaluated(model: ModelModel, packed: PackedReference): EvaluatedModel {
  const parsed = DriftRuleSettings.safeParse(model.settings);
  return {
    model,
    get reference() {
      return packed.unpack();
    },
    settings: parsed.success ? parsed.data : DriftRuleSettings.parse({}),
  };
}
