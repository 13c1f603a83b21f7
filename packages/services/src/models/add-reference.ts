import { ModelId } from '@leeway/contracts';
import { declaredKinds, decodeReference, type ReferenceProvenance } from '@leeway/drift';
import { actorName } from '@leeway/response';
import type { Db, ModelModel } from '@leeway/store';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { freezeReference, type RowsToFreeze } from './freeze-reference.ts';
import { giveReference } from './give-reference.ts';
import { requireModel } from './require-model.ts';
import { taskOf } from './task-of.ts';

export const AddReferenceInput = z.object({
  modelId: ModelId,
  reason: z.string().trim().min(1, 'say why').max(1_000),
  /** Whether windows are judged against it from now on. */
  activate: z.boolean(),
});
export type AddReferenceInput = z.infer<typeof AddReferenceInput> & {
  /** Prediction events, with `label` where it is known. */
  rows: RowsToFreeze['rows'];
  cells?: RowsToFreeze['cells'];
  /** Where the rows came from; asked after the last one. `detail` is the reason, `createdBy` whoever asks. */
  provenance: () => Omit<ReferenceProvenance, 'detail' | 'createdBy'>;
};

export type AddedReference = {
  modelId: string;
  referenceId: string;
  rowCount: number;
  isNew: boolean;
  active: boolean;
};

/**
 * Freezes one more reference for a model, from a file or a stretch of its stream, beside those it has. Columns are of
 * the kinds that were declared for the active one.
 */
export async function addReference({ ctx, input }: { ctx: Ctx; input: AddReferenceInput }): Promise<AddedReference> {
  authorize(ctx.actor, 'registerModel');
  const { modelId, reason, activate } = AddReferenceInput.parse(input);
  const known = await requireModel(ctx.db, modelId);
  const { reference, quality } = await freezeReference({
    manifest: {
      id: modelId,
      task: taskOf(known),
      positiveClass: known.positiveClass,
      features: await kindsOf(ctx.db, known),
    },
    rows: input.rows,
    cells: input.cells,
    provenance: () => ({
      ...input.provenance(),
      detail: `${modelId}, ${reason}`,
      createdBy: actorName(ctx.actor),
    }),
  });
  return inTransaction(ctx.db, (tx) => giveReference(tx, ctx, { modelId, reference, quality, activate, reason }));
}

async function kindsOf(db: Db, model: ModelModel): Promise<RowsToFreeze['manifest']['features']> {
  if (model.activeReferenceId === null) return {};
  const row = await db.reference.findUnique({ where: { id: model.activeReferenceId }, select: { body: true } });
  return row === null ? {} : declaredKinds(decodeReference(row.body));
}
