import {
  windowMinutes,
  backtestAlerts,
  countedPolicy,
  burnRate,
  createMinuteSeries,
  errorBudget,
  historyShare,
  historyStartMs,
  isPrometheusSli,
  MINUTE_MS,
  rollingWindow,
  windowSpan,
  type AlertEpisode,
} from '@leeway/slo';
import type { Db } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { countMinutes } from './count-minutes.ts';
import { countedUntil } from './prometheus/counted-until.ts';
import { previewPrometheus } from './prometheus/preview-prometheus.ts';
import type { PrometheusSources } from './prometheus/prometheus-port.ts';
import { expectedTotal } from './measure-slo.ts';
import { previewWarnings } from './preview-warnings.ts';
import { historyRange, sloHistory } from './slo-history.ts';
import type { PreviewSloInput } from './slo-input.ts';
import type { PreviewEpisode, SloPreview } from './slo-views.ts';

const MAX_EPISODES = 100;
const HOUR_MS = 3_600_000;

/**
 * Runs an SLO that is not saved over stored history: the budget it would have now, each alert it would have fired,
 * and what speaks against it. Reads its window and the one before, that one at most 180 days back.
 */
export async function previewSlo({
  ctx,
  input,
  sources = new Map(),
}: {
  ctx: Ctx;
  input: PreviewSloInput;
  sources?: PrometheusSources;
}): Promise<SloPreview> {
  authorize(ctx.actor, 'read');
  const { draft } = input;
  const model = await ctx.db.model.findUnique({ where: { id: draft.modelId }, select: { archivedAt: true } });
  if (model === null || model.archivedAt !== null)
    throw new ServiceError('invalid', `There is no model ${draft.modelId}.`);
  const nowMs = ctx.now().getTime();
  const { toMs } = rollingWindow(nowMs, 0);
  const { fromMs: windowFromMs, elapsedShare } = windowSpan(draft, toMs);
  const minutes = (toMs - windowFromMs) / MINUTE_MS;
  const fromMs = historyStartMs(draft, toMs);
  const counted = isPrometheusSli(draft.spec)
    ? await previewPrometheus(sources, draft.spec, { fromMs: windowFromMs, toMs: countedUntil(nowMs) })
    : await countMinutes(ctx.db, { modelId: draft.modelId, spec: draft.spec, fromMs, toMs, untilMs: toMs });
  const first = counted.find((minute) => minute.good + minute.bad > 0 && minute.minuteMs >= windowFromMs);
  const series = createMinuteSeries({ fromMs, toMs }, counted);
  const window = series.sum(windowFromMs, toMs);
  const { remaining } = errorBudget(window, draft.target, elapsedShare);
  const replay = { fromMs: Math.max(windowFromMs, first?.minuteMs ?? toMs), toMs };
  const episodes = backtestAlerts({ series, range: replay, policy: countedPolicy(draft.spec), target: draft.target });
  const range = historyRange({
    toMs,
    window: draft,
    rangeMinutes: input.rangeMinutes,
    firstMeasuredMs: first?.minuteMs ?? null,
  });
  const { modelId, target } = draft;
  const history = historyShare({ measuredFromMs: first?.minuteMs ?? null, fromMs: windowFromMs, toMs });
  return {
    draft,
    asOfMs: nowMs,
    good: window.good,
    bad: window.bad,
    unknown: window.unknown,
    remaining,
    burnRate: burnRate(series.sum(toMs - HOUR_MS, toMs), target),
    coverage: window.measuredMinutes / minutes,
    measuredMinutes: window.measuredMinutes,
    windowMinutes: minutes,
    expectedTotal: expectedTotal(window, windowMinutes(draft.windowDays)),
    episodes: await withIncidents(ctx.db, modelId, episodes.slice(-MAX_EPISODES).toReversed()),
    pages: episodes.filter((episode) => episode.severity === 'page').length,
    tickets: episodes.filter((episode) => episode.severity === 'ticket').length,
    history: await sloHistory(ctx.db, { series, range, window: draft, target, modelId }),
    warnings: previewWarnings(draft, window, { share: history, minutes: history * minutes }),
  };
}

/** Which incident of the model was open when an alert would have fired. */
async function withIncidents(db: Db, modelId: string, episodes: readonly AlertEpisode[]): Promise<PreviewEpisode[]> {
  const oldest = episodes.at(-1);
  if (oldest === undefined) return [];
  const incidents = await db.incident.findMany({
    where: { modelId, OR: [{ resolvedAt: null }, { resolvedAt: { gte: new Date(oldest.firedMs) } }] },
    select: { number: true, beganAt: true, resolvedAt: true },
    orderBy: { number: 'desc' },
    take: 500,
  });
  return episodes.map((episode) => {
    const until = episode.resolvedMs ?? Infinity;
    const during = incidents.find(
      ({ beganAt, resolvedAt }) =>
        beganAt.getTime() <= until && (resolvedAt === null || resolvedAt.getTime() >= episode.firedMs),
    );
    return { ...episode, incidentNumber: during?.number ?? null };
  });
}
