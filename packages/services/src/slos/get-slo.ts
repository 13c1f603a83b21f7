import {
  alertRowId,
  budgetShare,
  createMinuteSeries,
  errorRatioAbove,
  historyStartMs,
  MINUTE_MS,
  minutesToFire,
  reachability,
  rollingWindow,
  windowMinutes,
  windowStartMs,
  type AlertRow,
  type AlertState,
} from '@leeway/slo';
import { readSliMinutes } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { taskOf } from '../models/task-of.ts';
import { authorize } from '../people/authorize.ts';
import { alertViews } from './alert-views.ts';
import { burnStrips } from './burn-strips.ts';
import { measureSlo } from './measure-slo.ts';
import { prometheusView } from './prometheus/prometheus-view.ts';
import { edgesOf } from './slo-edges.ts';
import { listMaintenance } from './maintenance/list-maintenance.ts';
import { historyRange, sloHistory } from './slo-history.ts';
import type { GetSloInput } from './slo-input.ts';
import { documentOf, toSloRecord, type SloRecord } from './slo-record.ts';
import { budgetStepViews, restatementViews, restatingView, worstMinutes } from './slo-happenings.ts';
import type { AlertRowView, OutageView, SloDetail } from './slo-views.ts';
import { SLO_ROW_INCLUDE, toSloRow } from './to-slo-row.ts';

/**
 * One SLO with its past. Its numbers and its series are counted from the same minutes, so that they never disagree; those
 * of the list are what was judged last, at the moment that the series ends with.
 */
export async function getSlo({ ctx, input }: { ctx: Ctx; input: GetSloInput }): Promise<SloDetail> {
  authorize(ctx.actor, 'read');
  const row = await ctx.db.slo.findUnique({ where: { id: input.id }, include: SLO_ROW_INCLUDE });
  if (row === null) throw new ServiceError('not-found', 'There is no such SLO.');
  const record = toSloRecord(row);
  const nowMs = ctx.now().getTime();
  const { toMs } = rollingWindow(row.status?.asOf.getTime() ?? nowMs, 0);
  const windowFromMs = windowStartMs(record, toMs);
  const minutes = (toMs - windowFromMs) / MINUTE_MS;
  const fromMs = historyStartMs(record, toMs);
  const stored = await readSliMinutes(ctx.db, { sloId: row.id, fromMs, toMs });
  const first = stored.find((minute) => minute.good + minute.bad > 0 && minute.minuteMs >= windowFromMs);
  const series = createMinuteSeries({ fromMs, toMs }, stored);
  const range = historyRange({
    toMs,
    window: record,
    rangeMinutes: input.rangeMinutes,
    firstMeasuredMs: first?.minuteMs ?? null,
  });
  const windows = edgesOf(record, toMs).map((edge) => ({ ...edge, ...series.sum(edge.fromMs, toMs) }));
  const lastMs = stored.findLast((minute) => minute.good + minute.bad > 0)?.minuteMs ?? null;
  const measuredToMs = lastMs === null ? null : lastMs + MINUTE_MS;
  const tally = { toMs, windows, measuredFromMs: first?.minuteMs ?? null, measuredToMs };
  const measurement = measureSlo(record, tally, row.status?.asOf.getTime() ?? nowMs);
  const { window } = measurement;
  const [history, alerts, budgetSteps, restatements, restating, worst, strips, prometheus, maintenance] =
    await Promise.all([
      sloHistory(ctx.db, { series, range, window: record, target: record.target, modelId: record.modelId }),
      alertViews(ctx.db, row.id),
      budgetStepViews(ctx.db, row.id),
      restatementViews(ctx.db, row.id),
      restatingView(ctx.db, row.id),
      worstMinutes(ctx.db, {
        sloId: row.id,
        range,
        window,
        target: record.target,
        elapsedShare: measurement.elapsedShare,
      }),
      burnStrips(ctx.db, [record], nowMs),
      prometheusView(ctx.db, record),
      listMaintenance(ctx.db, record.modelId),
    ]);
  return {
    ...toSloRow(row, nowMs),
    remaining: measurement.remaining,
    remainingDayAgo: measurement.remainingDayAgo,
    burnRate: measurement.burnRate,
    exhaustsAtMs: measurement.exhaustsAtMs,
    coverage: measurement.coverage,
    good: window.good,
    bad: window.bad,
    unknown: window.unknown,
    strip: strips.get(row.id) ?? [],
    description: row.description,
    document: documentOf(record),
    task: taskOf(row.model),
    paneMs: row.model.paneMs,
    createdAtMs: row.createdAt.getTime(),
    createdBy: row.createdBy,
    updatedAtMs: row.updatedAt.getTime(),
    archivedAtMs: row.archivedAt?.getTime() ?? null,
    measuredMinutes: window.measuredMinutes,
    windowMinutes: minutes,
    historyShare: measurement.historyShare,
    rows: alertRowViews(record, (row.status?.alert ?? []) as AlertState),
    alerts,
    budgetStep: budgetSteps.find((step) => step.untilMs === null) ?? null,
    budgetSteps,
    restatements,
    restating,
    worstMinutes: worst,
    maintenance,
    history,
    prometheus,
  };
}

function alertRowViews(slo: SloRecord, alert: AlertState): AlertRowView[] {
  return slo.spec.alerting.rows.map((row) => ({
    ...row,
    rowId: alertRowId(row),
    state: alert.find((state) => state.rowId === alertRowId(row)) ?? null,
    errorRatioAbove: errorRatioAbove(row, slo.target),
    isReachable: reachability(row.burnAbove, slo.target).reachable,
    outages: { total: outage(slo, row, 1), tenth: outage(slo, row, 0.1) },
  }));
}

/** Under constant traffic after a clean history, with this share of the events bad. */
function outage(slo: SloRecord, row: AlertRow, badShare: number): OutageView {
  const minutes = minutesToFire(row, slo.target, badShare);
  if (!Number.isFinite(minutes)) return { minutesToFire: null, budgetSpent: null };
  return {
    minutesToFire: minutes,
    budgetSpent: (minutes * badShare) / budgetShare(slo.target) / windowMinutes(slo.windowDays),
  };
}
