import { decodeReference, withProvenance } from '@leeway/drift';
import { actorName } from '@leeway/response';
import type { ReferenceDraftModel } from '@leeway/store';
import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { authorize } from '../../people/authorize.ts';
import { inTransaction } from '../../transaction.ts';
import type { ReferenceQuality } from '../freeze-reference.ts';
import { giveReference } from '../give-reference.ts';
import { AddDraftReferenceInput } from './draft-input.ts';
import { DraftResult } from './draft-result.ts';
import type { AddedDraftReference } from './draft-views.ts';
import { lockDraft } from './require-draft.ts';

/** Makes a draft one more reference of a model that is there, and judges against it from now on where that is asked. */
export async function addDraftReference({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: AddDraftReferenceInput;
}): Promise<AddedDraftReference> {
  authorize(ctx.actor, 'registerModel');
  const { modelId, draftId, activate, reason } = AddDraftReferenceInput.parse(input);
  return inTransaction(ctx.db, async (tx) => {
    const draft = await lockDraft(tx, ctx, draftId);
    const before = alreadyMade(draft, { modelId, activate });
    if (before !== null) return before;
    if (draft.modelId !== null && draft.modelId !== modelId)
      throw new ServiceError('invalid', `The draft holds events of the model "${draft.modelId}", not of "${modelId}".`);
    const frozen = decodeReference(draft.body);
    const detail = `${modelId}, ${reason}`;
    const reference = withProvenance(frozen, { ...frozen.provenance, detail, createdBy: actorName(ctx.actor) });
    const quality = draft.quality as ReferenceQuality | null;
    const answer = await giveReference(tx, ctx, { modelId, reference, quality, activate, reason, data: { draftId } });
    const result: DraftResult = { kind: 'reference', activate, answer };
    await tx.referenceDraft.update({ where: { id: draftId }, data: { result } });
    return answer;
  });
}

function alreadyMade(
  draft: ReferenceDraftModel,
  asked: { modelId: string; activate: boolean },
): AddedDraftReference | null {
  if (draft.result === null) return null;
  const result = DraftResult.parse(draft.result);
  const isSame =
    result.kind === 'reference' && result.answer.modelId === asked.modelId && result.activate === asked.activate;
  if (isSame) return result.answer;
  throw new ServiceError('conflict', `This draft has been used already, for the model "${result.answer.modelId}".`);
}
