import { randomUUID } from 'node:crypto';
import { decodeReference, withProvenance, type FrozenReference } from '@leeway/drift';
import { actorName } from '@leeway/response';
import { notifyLive, type ReferenceDraftModel, type Tx } from '@leeway/store';
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
import { sliceCandidates } from '../slices/slice-candidates.ts';
import { CreateModelInput, type StartChoice } from './draft-input.ts';
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
    const made = await makeModel(tx, ctx, { manifest, draft, from });
    await tx.referenceDraft.update({ where: { id: draftId }, data: { result: made } });
    return made;
  });
  await seedSlos({ ctx, modelId: manifest.id, slos: manifest.slos });
  return answer;
}

type Made = DraftResult & { kind: 'model' };

async function makeModel(
  tx: Tx,
  ctx: Ctx,
  { manifest, draft, from }: { manifest: ModelManifest; draft: ReferenceDraftModel; from: StartChoice },
): Promise<Made> {
  const at = ctx.now();
  const { id: modelId, predictionTopic, labelTopic } = manifest;
  const reference = referenceOf(draft, manifest, actorName(ctx.actor));
  refuseUnfit(reference, manifest);
  await refuseOtherMapping(tx, manifest);
  await refuseSharedTopics(tx, manifest);
  const startFrom = streamStartOf(from, { reference, predictionTopic, at });
  const begins = {
    predictions: await streamBeginning(tx, predictionTopic, from),
    labels: labelTopic === null ? null : await streamBeginning(tx, labelTopic, from),
  };
  const taken = await tx.model.findUnique({ where: { id: modelId }, select: { id: true } });
  if (taken !== null) throw new ServiceError('conflict', `There is a model "${modelId}" already.`);
  const { features: _kinds, slos: _slos, ...data } = manifest;
  await tx.model.create({ data: { ...data, startFrom, createdAt: at } });
  await attachReference(tx, ctx, { manifest, draft, reference, at });
  await notifyLive(tx, { kind: 'model', modelId, atMs: at.getTime() });
  await appendAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'model.create',
    target: `model:${modelId}`,
    data: { draftId: draft.id, referenceId: reference.id, rows: reference.rowCount, predictionTopic, from },
  });
  return { kind: 'model', answer: { modelId, referenceId: reference.id, rowCount: reference.rowCount, begins } };
}

async function attachReference(
  tx: Tx,
  { actor }: Ctx,
  input: { manifest: ModelManifest; draft: ReferenceDraftModel; reference: FrozenReference; at: Date },
): Promise<void> {
  const { manifest, draft, reference, at } = input;
  const modelId = manifest.id;
  // The model may have been said to be of another kind since: then there is no such number.
  const quality = manifest.task === 'binary' ? (draft.quality as ReferenceQuality | null) : null;
  await storeReference(tx, { modelId, reference, quality, at });
  await activateReference(tx, {
    modelId,
    referenceId: reference.id,
    previousId: null,
    detail: `${reference.rowCount} rows from ${draft.source}`.slice(0, 4_000),
    actor,
    at,
    changeId: `reference:${randomUUID()}`,
  });
}

function alreadyMade(draft: ReferenceDraftModel, modelId: string): Made | null {
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
  if (!sliceCandidates(reference).includes(sliceBy))
    throw new ServiceError('invalid', `The reference has no categorical feature "${sliceBy}" to slice by.`);
}
