import { MINUTE_MS, minuteOf } from '@leeway/slo';
import {
  dueSlos,
  lockTallies,
  modelsInMaintenance,
  notifyLive,
  readAlertStates,
  readChanges,
  writeSloStatuses,
  writeTallies,
  type Restating,
  type Tx,
} from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { applyAlertChanges } from './apply-alert-changes.ts';
import { readBudgetSteps, recordBudgetStep } from './budget-steps.ts';
import { judgeSlo, type JudgedSlo } from './judge-slo.ts';
import { moveTallies } from './move-tallies.ts';
import { addRestated, isRestatementDue, recordRestatement, RESTATED_TOGETHER_MS } from './restatement.ts';
import { openSloIncidents, settleSloIncident, tellFired } from './slo-incident.ts';
import type { SloShelf } from './slo-shelf.ts';

/** SLOs judged in one transaction: enough to share its statements, few enough that writers wait for milliseconds. */
const BATCH = 250;

export type JudgedSlos = { judged: number; failed: { modelId: string; sloId: string; error: unknown }[] };

/**
 * Judges every SLO that needs it: those whose sums end before the minute that is running, and those of which a minute
 * changed. Several workers share them: whoever locks an SLO first judges it, for the other it is no longer due.
 */
export async function judgeDueSlos({ ctx, shelf }: { ctx: Ctx; shelf: SloShelf }): Promise<JudgedSlos> {
  authorizeSystem(ctx.actor);
  const nowMs = ctx.now().getTime();
  const due = await dueSlos(ctx.db, {
    toMs: minuteOf(nowMs) + MINUTE_MS,
    restatedBeforeMs: nowMs - RESTATED_TOGETHER_MS,
  });
  const result: JudgedSlos = { judged: 0, failed: [] };
  for (let from = 0; from < due.length; from += BATCH) {
    const batch = await judgeOrHalve({ ctx, shelf, sloIds: due.slice(from, from + BATCH), skipBusy: true });
    result.judged += batch.judged;
    result.failed.push(...batch.failed);
  }
  return result;
}

/** A batch that fails is tried in halves, so that one SLO which cannot be judged does not hold up the others. */
async function judgeOrHalve(input: Parameters<typeof judgeBatch>[0]): Promise<JudgedSlos> {
  const { sloIds } = input;
  try {
    return await judgeBatch(input);
  } catch (error) {
    const [sloId] = sloIds;
    if (sloId === undefined) return { judged: 0, failed: [] };
    if (sloIds.length === 1) {
      const slo = await input.ctx.db.slo.findUnique({ where: { id: sloId }, select: { modelId: true } });
      return { judged: 0, failed: [{ modelId: slo?.modelId ?? '', sloId, error }] };
    }
    const middle = Math.ceil(sloIds.length / 2);
    const first = await judgeOrHalve({ ...input, sloIds: sloIds.slice(0, middle) });
    const second = await judgeOrHalve({ ...input, sloIds: sloIds.slice(middle) });
    return { judged: first.judged + second.judged, failed: [...first.failed, ...second.failed] };
  }
}

/**
 * Most SLOs of a batch only move: they share one transaction. One that has something to say, an alert that fired or
 * let go, a restatement, gets a transaction of its own, since locks are taken in the order incident, audit.
 */
export async function judgeBatch(input: {
  ctx: Ctx;
  shelf: SloShelf;
  sloIds: readonly string[];
  skipBusy: boolean;
}): Promise<JudgedSlos> {
  const { ctx, shelf, sloIds } = input;
  const result: JudgedSlos = { judged: 0, failed: [] };
  const loud = await inTransaction(ctx.db, async (tx) => {
    const { items, failed } = await judgeLocked(tx, { ctx, shelf, sloIds, skipBusy: input.skipBusy });
    result.failed.push(...failed);
    const open = await openSloIncidents(
      tx,
      items.flatMap(({ slo, isBurning }) => (isBurning ? [] : [slo.id])),
    );
    const hasToSay = (item: Judged) =>
      item.changes.length > 0 || item.hasStepped || item.isRestatementDue || open.has(item.slo.id);
    const quiet = items.filter((item) => !hasToSay(item));
    await keep(tx, quiet);
    for (const modelId of new Set(quiet.map(({ slo }) => slo.modelId)))
      await notifyLive(tx, { kind: 'slo', modelId, atMs: ctx.now().getTime() });
    result.judged += quiet.length;
    return items.filter(hasToSay).map(({ slo }) => slo);
  });
  for (const { id: sloId, modelId } of loud)
    try {
      await judgeLoud({ ctx, shelf, sloId });
      result.judged += 1;
    } catch (error) {
      result.failed.push({ modelId, sloId, error });
    }
  return result;
}

type Judged = JudgedSlo & {
  modelName: string;
  /** A row fires, or the error-budget policy asks for an incident: one that is open stays open. */
  isBurning: boolean;
  previousStep: number | null;
  hasStepped: boolean;
  tally: Parameters<typeof writeTallies>[1][number]['tally'];
  restating: Restating | null;
  isRestatementDue: boolean;
};

/** Locks, reads, moves on and judges; writes nothing. */
async function judgeLocked(
  tx: Tx,
  input: { ctx: Ctx; shelf: SloShelf; sloIds: readonly string[]; skipBusy: boolean },
): Promise<{ items: Judged[]; failed: JudgedSlos['failed'] }> {
  const stored = await lockTallies(tx, input.sloIds, { skipBusy: input.skipBusy });
  const sloIds = stored.map(({ sloId }) => sloId);
  const { slos, failed } = await input.shelf.read(tx, sloIds);
  const [changes, alerts] = [await readChanges(tx, sloIds), await readAlertStates(tx, sloIds)];
  const steps = await readBudgetSteps(tx, sloIds);
  const now = input.ctx.now();
  const inMaintenance = await modelsInMaintenance(tx, now);
  const toMs = minuteOf(now.getTime()) + MINUTE_MS;
  const items = stored.flatMap((one) => {
    const shelved = slos.get(one.sloId);
    return shelved === undefined ? [] : [{ ...shelved, stored: one, changes: changes.get(one.sloId) ?? [] }];
  });
  const tallies = await moveTallies(tx, items, toMs);
  return {
    failed,
    items: items.flatMap(({ slo, model, stored: { tally: before, restating }, changes: changed }) => {
      const tally = tallies.get(slo.id);
      if (tally === undefined) return [];
      const { paneMs } = model;
      const previous = alerts.get(slo.id) ?? [];
      const previousStep = steps.get(slo.id) ?? null;
      const judged = judgeSlo({
        slo,
        tally,
        previous,
        previousStep,
        paneMs,
        now,
        judge: true,
        isMaintained: inMaintenance.has(slo.modelId),
      });
      const pending = addRestated(restating, {
        changes: changed,
        judgedToMs: before?.toMs ?? -Infinity,
        paneMs,
        nowMs: now.getTime(),
      });
      return [
        {
          ...judged,
          modelName: model.name,
          isBurning: judged.alert.some((row) => row.firing) || judged.step?.consequences.includes('escalate') === true,
          previousStep,
          hasStepped: (judged.step?.left ?? null) !== previousStep,
          tally,
          restating: pending,
          isRestatementDue: isRestatementDue(pending, now.getTime()),
        },
      ];
    }),
  };
}

async function keep(tx: Tx, items: readonly Judged[]): Promise<void> {
  await writeTallies(
    tx,
    items.map(({ slo, tally, restating, status }) => {
      const { id: sloId, version } = slo;
      return { sloId, version, tally, restating, judgedAt: status.asOf };
    }),
  );
  await writeSloStatuses(
    tx,
    items.map(({ status }) => status),
  );
}

/** One SLO with what it has to say: incident, alerts, restatement, all or nothing of it. */
async function judgeLoud({ ctx, shelf, sloId }: { ctx: Ctx; shelf: SloShelf; sloId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const [item] = (await judgeLocked(tx, { ctx, shelf, sloIds: [sloId], skipBusy: false })).items;
    if (item === undefined) return;
    const { slo, changes, measurement, restating, step, previousStep } = item;
    const { actor } = ctx;
    const now = item.status.asOf;
    await keep(tx, [{ ...item, restating: item.isRestatementDue ? null : restating }]);
    const isGone = item.hasStepped && step?.consequences.includes('escalate') === true;
    const links = await tellFired(tx, { slo, modelName: item.modelName, changes, isGone, measurement, actor, now });
    await applyAlertChanges(tx, { slo, changes, links, now });
    if (item.hasStepped) {
      const { remaining } = measurement;
      await recordBudgetStep(tx, { slo, before: previousStep, step, remaining, actor, now });
    }
    if (!item.isBurning) {
      const text = `The error budget of “${slo.name}” no longer burns above any threshold`;
      await settleSloIncident(tx, { slo, actor, now, text });
    }
    if (item.isRestatementDue && restating !== null)
      await recordRestatement(tx, { slo, restating, measurement, actor, now });
    await notifyLive(tx, { kind: 'slo', modelId: slo.modelId, id: slo.id, atMs: now.getTime() });
  });
}
