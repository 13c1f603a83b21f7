import { historyStartMs, rollingWindow, type SloDocument } from '@leeway/slo';
import { forgetTally, notifyLive, Prisma, type SloModel, type Tx } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { applyAlertChanges } from './apply-alert-changes.ts';
import { recountSlo } from './count-minutes.ts';
import { lockModelMinutes } from './lock-model-minutes.ts';
import { newSloId } from './new-slo-id.ts';
import { refuseMisfit } from './refuse-misfit.ts';
import type { SaveSloInput } from './slo-input.ts';
import { keepsMinutes } from './prometheus/measurement-of.ts';
import { toSloRecord } from './slo-record.ts';
import { writeStatus } from './write-status.ts';

/**
 * Creates an SLO or saves its next version, and runs it over stored history at once: two windows back, so that the
 * budget and its past are there when the page opens. Whoever edited an older version is told who was first.
 */
export async function saveSlo({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: SaveSloInput;
}): Promise<{ id: string; version: number }> {
  authorize(ctx.actor, 'editSlo');
  const { document } = input;
  return inTransaction(ctx.db, async (tx) => {
    const now = ctx.now();
    await lockModelMinutes(tx, document.modelId);
    const model = await tx.model.findUnique({ where: { id: document.modelId } });
    if (model === null || model.archivedAt !== null)
      throw new ServiceError('invalid', `There is no model ${document.modelId}.`);
    await refuseMisfit(tx, model, document.spec);
    await refuseTakenName(tx, input);
    const before = input.id === null ? null : await tx.slo.findUnique({ where: { id: input.id } });
    const row = input.id === null ? await insertSlo(tx, ctx, document, now) : await updateSlo(tx, input, now);
    const { id: sloId, version } = row;
    const by = ctx.actor.name;
    await tx.sloVersion.create({ data: { sloId, version, document, savedBy: by, reason: input.reason, savedAt: now } });
    const slo = toSloRecord(row);
    const { toMs } = rollingWindow(now.getTime(), 0);
    const fromMs = historyStartMs(slo, toMs);
    await forgetTally(tx, sloId);
    if (before !== null && !keepsMinutes(toSloRecord(before).spec, slo.spec))
      await tx.sliMinute.deleteMany({ where: { sloId } });
    await recountSlo(tx, { sloId, modelId: slo.modelId, spec: slo.spec, fromMs, toMs, untilMs: toMs });
    const { changes } = await writeStatus(tx, { slo, paneMs: model.paneMs, now });
    await applyAlertChanges(tx, { slo, changes, now });
    await notifyLive(tx, { kind: 'slo', modelId: slo.modelId, id: sloId, atMs: now.getTime() });
    await appendAudit(tx, {
      at: now,
      actor: ctx.actor,
      action: version === 1 ? 'slo.create' : 'slo.update',
      target: `slo:${sloId}`,
      data: { version, reason: input.reason, document },
    });
    return { id: sloId, version };
  });
}

async function refuseTakenName(tx: Tx, input: SaveSloInput): Promise<void> {
  const { name, modelId } = input.document;
  const taken = await tx.slo.findFirst({
    where: {
      modelId,
      archivedAt: null,
      name: { equals: name, mode: 'insensitive' },
      ...(input.id === null ? {} : { id: { not: input.id } }),
    },
  });
  if (taken !== null) throw new ServiceError('conflict', `${modelId} has an SLO called ${taken.name} already.`);
}

function columnsOf(document: SloDocument) {
  const { name, description, target, windowDays, spec } = document;
  const calendar = document.calendar ?? Prisma.DbNull;
  return { name, description, kind: spec.kind, spec: spec as Prisma.InputJsonObject, target, windowDays, calendar };
}

async function insertSlo(tx: Tx, ctx: Ctx, document: SloDocument, now: Date): Promise<SloModel> {
  return tx.slo.create({
    data: {
      id: newSloId(document.name),
      modelId: document.modelId,
      ...columnsOf(document),
      createdAt: now,
      updatedAt: now,
      createdBy: ctx.actor.name,
    },
  });
}

async function updateSlo(tx: Tx, input: SaveSloInput, now: Date): Promise<SloModel> {
  const id = input.id ?? '';
  const expected = input.expectedVersion ?? 0;
  const before = await tx.slo.findUnique({ where: { id } });
  if (before === null) throw new ServiceError('not-found', 'There is no such SLO.');
  if (before.modelId !== input.document.modelId)
    throw new ServiceError('invalid', 'An SLO stays with its model; create another one for that model.');
  const { count } = await tx.slo.updateMany({
    where: { id, version: expected, archivedAt: null },
    data: { ...columnsOf(input.document), version: expected + 1, updatedAt: now },
  });
  if (count === 0) await refuseStale(tx, id, expected);
  return tx.slo.findUniqueOrThrow({ where: { id } });
}

/** Says what happened to the version that was edited. */
export async function refuseStale(tx: Tx, id: string, expected: number): Promise<never> {
  const row = await tx.slo.findUnique({ where: { id } });
  if (row === null) throw new ServiceError('not-found', 'There is no such SLO.');
  if (row.archivedAt !== null) throw new ServiceError('conflict', 'It was archived meanwhile.');
  const saved = await tx.sloVersion.findUnique({ where: { sloId_version: { sloId: id, version: row.version } } });
  throw new ServiceError(
    'conflict',
    `${saved?.savedBy ?? 'Somebody'} saved version ${row.version} meanwhile; you edited version ${expected}.`,
  );
}
