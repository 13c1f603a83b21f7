import { randomUUID } from 'node:crypto';
import { decodeReference, gridOf, withProvenance, type FrozenReference } from '@leeway/drift';
import { actorName } from '@leeway/response';
import { notifyLive, type ReferenceDraftModel } from '@leeway/store';
import { appendAudit } from '../../audit/append-audit.ts';
import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { authorize } from '../../people/authorize.ts';
import { seedSlos } from '../../slos/seed-slos.ts';
import { inTransaction } from '../../transaction.ts';
import { activateReference, storeReference } from '../activate-reference.ts';
import type { ReferenceQuality } from '../freeze-reference.ts';
import type { ModelManifest } from '../model-manifest.ts';
import { refuseOtherMapping } from '../refuse-other-mapping.ts';
import { refuseSharedTopics } from '../refuse-shared-topics.ts';
import { CreateModelInput } from './draft-input.ts';
import { DraftResult } from './draft-result.ts';
import type { CreatedModel } from './draft-views.ts';
import { lockDraft } from './require-draft.ts';
import { streamBeginning, streamStartOf } from './stream-beginning.ts';

/**
 * Has a new model watched, against a draft of its reference. The same draft again, by a second click or after an answer
 * that was lost, gives the same answer and makes nothing.
 */
export async function createModel({ ctx, input }: { ctx: Ctx; input: CreateModelInput }): Promise<CreatedModel> {
  authorize(ctx.actor, 'registerModel');
  const { manifest, draftId, from } = CreateModelInput.parse(input);
  const { answer } = await inTransaction(ctx.db, async (tx) => {
    const draft = await lockDraft(tx, ctx, draftId);
    const before = alreadyMade(draft, manifest.id);
    if (before !== null) return before;
    const at = ctx.now();
    const reference = referenceOf(draft, manifest, actorName(ctx.actor));
    refuseUnfit(reference, manifest);
    await refuseOtherMapping(tx, manifest);
    await refuseSharedTopics(tx, manifest);
    const { predictionTopic, labelTopic } = manifest;
    const startFrom = streamStartOf(from, { reference, predictionTopic, at });
    const begins = {
      predictions: await streamBeginning(tx, predictionTopic, from),
      labels: labelTopic === null ? null : await streamBeginning(tx, labelTopic, from),
    };
    const taken = await tx.model.findUnique({ where: { id: manifest.id }, select: { id: true } });
    if (taken !== null) throw new ServiceError('conflict', `There is a model "${manifest.id}" already.`);
    const { features: _kinds, slos: _slos, ...data } = manifest;
    await tx.model.create({ data: { ...data, startFrom, createdAt: at } });
    await storeReference(tx, {
      modelId: manifest.id,
      reference,
      // The model may have been said to be of another kind since: then there is no such number.
      quality: manifest.task === 'binary' ? (draft.quality as ReferenceQuality | null) : null,
      at,
    });
    await activateReference(tx, {
      modelId: manifest.id,
      referenceId: reference.id,
      previousId: null,
      detail: `${reference.rowCount} rows from ${draft.source}`.slice(0, 4_000),
      actor: ctx.actor,
      at,
      changeId: `reference:${randomUUID()}`,
    });
    const made: DraftResult & { kind: 'model' } = {
      kind: 'model',
      answer: { modelId: manifest.id, referenceId: reference.id, rowCount: reference.rowCount, begins },
    };
    await tx.referenceDraft.update({ where: { id: draftId }, data: { result: made } });
    await notifyLive(tx, { kind: 'model', modelId: manifest.id, atMs: at.getTime() });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'model.create',
      target: `model:${manifest.id}`,
      data: { draftId, referenceId: reference.id, rows: reference.rowCount, predictionTopic, from },
    });
    return made;
  });
  await seedSlos({ ctx, modelId: manifest.id, slos: manifest.slos });
  return answer;
}

function alreadyMade(draft: ReferenceDraftModel, modelId: string): (DraftResult & { kind: 'model' }) | null {
  if (draft.result === null) return null;
  const result = DraftResult.parse(draft.result);
  if (result.kind === 'model' && result.answer.modelId === modelId) return result;
  throw new ServiceError('conflict', `This draft has been used already, for the model "${result.answer.modelId}".`);
}

/** The draft's counts; what they are of is the model's now. */
function referenceOf(draft: ReferenceDraftModel, { id }: ModelManifest, createdBy: string): FrozenReference {
  if (draft.modelId !== null && draft.modelId !== id)
    throw new ServiceError('invalid', `The draft holds events of the model "${draft.modelId}", not of "${id}".`);
  const reference = decodeReference(draft.body);
  const detail = `${id}, ${draft.source}`.slice(0, 4_000);
  return withProvenance(reference, { ...reference.provenance, detail, createdBy });
}

function refuseUnfit(reference: FrozenReference, { sliceBy }: ModelManifest): void {
  if (sliceBy === null) return;
  const layout = gridOf(reference).layouts.find(({ feature }) => feature.name === sliceBy);
  if (layout?.kind !== 'categorical')
    throw new ServiceError('invalid', `The reference has no categorical feature "${sliceBy}" to slice by.`);
}
