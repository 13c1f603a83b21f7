import { historyStartMs, isPrometheusSli, type AnyPrometheusSli, type CountCarry, type MinuteRange } from '@leeway/slo';
import { writeSliMinutes } from '@leeway/store';
import type { Ctx } from '../../context.ts';
import { authorizeSystem } from '../../people/authorize-system.ts';
import { inTransaction } from '../../transaction.ts';
import { lockModelMinutes } from '../lock-model-minutes.ts';
import { toSloRecord, type SloRecord } from '../slo-record.ts';
import { countedUntil } from './counted-until.ts';
import { fetchRange, type FetchedStretch } from './fetch-range.ts';
import { measurementOf } from './measurement-of.ts';
import { PrometheusError, type PrometheusSources } from './prometheus-port.ts';
import { sourceOf } from './source-of.ts';

/** SLOs that are asked for side by side. */
const SIDE_BY_SIDE = 4;
/** Stretches of one SLO at once: a long past is fetched over several turns, so that the others get theirs. */
const STRETCHES_A_TURN = 10;
/** A source that did not answer is left alone for so long. */
const PAUSE_MS = 60_000;

export type PrometheusCount = { slos: number; minutes: number; failed: { sloId: string; message: string }[] };
type Progress = MinuteRange & { carry: CountCarry };

/**
 * Counts what is new of every SLO that asks Prometheus: whole minutes since the last time, two windows back at first or
 * when the query changed. Questions are asked outside of any transaction; each stretch is kept together with how far it
 * went, so that two workers or a crash count nothing twice. What keeps one from being counted is kept for its page.
 */
export async function countPrometheusSlos({
  ctx,
  sources,
}: {
  ctx: Ctx;
  sources: PrometheusSources;
}): Promise<PrometheusCount> {
  authorizeSystem(ctx.actor);
  const rows = await ctx.db.slo.findMany({
    where: { kind: { in: ['prometheus', 'prometheusCheck'] }, archivedAt: null, model: { archivedAt: null } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const left = rows.map(toSloRecord);
  const result: PrometheusCount = { slos: rows.length, minutes: 0, failed: [] };
  const work = async (): Promise<void> => {
    for (let slo = left.shift(); slo !== undefined; slo = left.shift()) {
      if (isPrometheusSli(slo.spec)) await countOne(ctx, sources, { slo, spec: slo.spec }, result);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return result;
}

type Counted = { slo: SloRecord; spec: AnyPrometheusSli };

async function countOne(ctx: Ctx, sources: PrometheusSources, of: Counted, result: PrometheusCount): Promise<void> {
  const { slo, spec } = of;
  const nowMs = ctx.now().getTime();
  const toMs = countedUntil(nowMs);
  const stored = await ctx.db.prometheusProgress.findUnique({ where: { sloId: slo.id } });
  if (stored?.errorAt != null && nowMs - stored.errorAt.getTime() < PAUSE_MS) return;
  const neededMs = historyStartMs(slo, toMs);
  const goesOn =
    stored !== null && stored.measurement === measurementOf(spec) && stored.countedFrom.getTime() <= neededMs;
  const progress: Progress = goesOn
    ? {
        fromMs: stored.countedFrom.getTime(),
        toMs: stored.countedTo.getTime(),
        carry: { good: stored.goodCarry, bad: stored.badCarry },
      }
    : { fromMs: neededMs, toMs: neededMs, carry: { good: 0, bad: 0 } };
  if (progress.toMs >= toMs) return;
  try {
    let stretches = 0;
    const range = { fromMs: progress.toMs, toMs };
    for await (const stretch of fetchRange(sourceOf(sources, spec.source), spec, range, progress.carry)) {
      if (!(await keep(ctx, of, { progress, stretch }))) return;
      result.minutes += stretch.minutes.length;
      stretches += 1;
      if (stretches >= STRETCHES_A_TURN) return;
    }
  } catch (error) {
    if (!(error instanceof PrometheusError)) throw error;
    result.failed.push({ sloId: slo.id, message: error.message });
    await keepFailure(ctx, of, progress, error.message);
  }
}

type Kept = { progress: Progress; stretch: FetchedStretch };

/** False where somebody else was first: another worker, or a save that changed what is measured. */
async function keep(ctx: Ctx, { slo, spec }: Counted, { progress, stretch }: Kept): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    await lockModelMinutes(tx, slo.modelId);
    const row = await tx.slo.findUnique({ where: { id: slo.id } });
    if (row === null || row.archivedAt !== null) return false;
    const current = toSloRecord(row).spec;
    const measurement = measurementOf(spec);
    if (!isPrometheusSli(current) || measurementOf(current) !== measurement) return false;
    const stored = await tx.prometheusProgress.findUnique({ where: { sloId: slo.id } });
    const isSame = stored?.measurement === measurement && stored.countedFrom.getTime() === progress.fromMs;
    if (isSame && stored.countedTo.getTime() !== stretch.fromMs) return false;
    if (!isSame && stretch.fromMs !== progress.fromMs) return false;
    await writeSliMinutes(tx, slo.id, stretch.minutes);
    const data = {
      measurement,
      countedFrom: new Date(progress.fromMs),
      countedTo: new Date(stretch.toMs),
      goodCarry: stretch.carry.good,
      badCarry: stretch.carry.bad,
      error: null,
      errorAt: null,
    };
    await tx.prometheusProgress.upsert({ where: { sloId: slo.id }, create: { sloId: slo.id, ...data }, update: data });
    return true;
  });
}

async function keepFailure(ctx: Ctx, { slo, spec }: Counted, progress: Progress, message: string): Promise<void> {
  const error = { error: message.slice(0, 2_000), errorAt: ctx.now() };
  await ctx.db.prometheusProgress.upsert({
    where: { sloId: slo.id },
    create: {
      sloId: slo.id,
      measurement: measurementOf(spec),
      countedFrom: new Date(progress.fromMs),
      countedTo: new Date(progress.fromMs),
      goodCarry: 0,
      badCarry: 0,
      ...error,
    },
    update: error,
  });
}
