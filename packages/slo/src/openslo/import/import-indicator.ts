import { definitionOf, SliSpec as Measured } from '../../sli/registry.ts';
import { Budgeting, BUDGET_SLICE_MINUTES, type CountedSpec } from '../../spec/budgeting.ts';
import { durationMinutes, parseDuration } from '../duration.ts';
import { objectiveSli } from '../objective-sli.ts';
import type { OpenSloProblem } from '../open-slo-problem.ts';
import { OWN_SOURCE_TYPE } from '../own-fields.ts';
import { prometheusIndicator } from '../prometheus-indicator.ts';
import type { V1Document } from '../v1/documents.ts';
import type { SliSpec } from '../v1/sli.ts';
import type { Objective, SloSpec } from '../v1/slo.ts';
import { noted, refused } from './import-problem.ts';
import { importPrometheus } from './import-prometheus.ts';
import type { ImportContext } from './import-slo.ts';
import { importSource, type PlacedSource } from './import-source.ts';

export type ImportedIndicator = {
  /** Null where Leeway can't measure it; the problems say why. */
  measured: CountedSpec | null;
  /** Model that a source of Leeway's own names. */
  modelId: string | null;
  problems: OpenSloProblem[];
};

type Input = {
  source: Extract<V1Document, { kind: 'SLO' }>;
  objective: Objective;
  path: string;
  context: Pick<ImportContext, 'find' | 'prometheusSources'>;
};

export function importIndicator({ source: document, objective, path, context }: Input): ImportedIndicator {
  const { spec, metadata } = document;
  const input = { spec, objective, path, find: context.find };
  const found = objectiveSli(input);
  const none = (...problems: OpenSloProblem[]): ImportedIndicator => ({ measured: null, modelId: null, problems });
  if ('problem' in found) return none(found.problem);
  const sources = sourcesOf(found.sli, found.at);
  const own = sources.filter(([, { type }]) => type === OWN_SOURCE_TYPE);
  if (own.length > 0 && own.length === sources.length) return ofLeeway(found.sli, found.at, input);
  const strangers = sources.filter(([, { type }]) => !isPrometheus(type));
  if (strangers.length > 0)
    return none(
      ...strangers.map(([at, { type }]) =>
        refused(`${at}.metricSource.type`, `${JSON.stringify(type ?? '')} can't be measured here: Prometheus is`),
      ),
    );
  const read = prometheusIndicator(input);
  if (read.indicator === null) return none(...read.problems);
  const source = importSource(sources, context.prometheusSources);
  if ('problem' in source) return none(source.problem);
  const { indicator } = read;
  const imported = importPrometheus({ indicator, source: source.source, metadata, spec, objective, path });
  return {
    measured: imported.measured,
    modelId: null,
    problems: [...read.problems, ...source.problems, ...imported.problems],
  };
}

function isPrometheus(type: string | undefined): boolean {
  return type === undefined || type.toLowerCase() === 'prometheus';
}

function sourcesOf({ thresholdMetric, ratioMetric }: SliSpec, at: string): PlacedSource[] {
  const metrics = {
    thresholdMetric,
    'ratioMetric.good': ratioMetric?.good,
    'ratioMetric.bad': ratioMetric?.bad,
    'ratioMetric.total': ratioMetric?.total,
    'ratioMetric.raw': ratioMetric?.raw,
  };
  return Object.entries(metrics).flatMap(([place, metric]) =>
    metric === undefined ? [] : [[`${at}.${place}`, metric.metricSource] as const],
  );
}

type Asked = { spec: SloSpec; objective: Objective; path: string };

function ofLeeway({ ratioMetric }: SliSpec, at: string, { spec, objective, path }: Asked): ImportedIndicator {
  const [good, total] = [ratioMetric?.good?.metricSource.spec, ratioMetric?.total?.metricSource.spec];
  const refuse = (place: string, message: string): ImportedIndicator => ({
    measured: null,
    modelId: null,
    problems: [refused(`${at}${place}`, message)],
  });
  if (good === undefined || total === undefined) return refuse('', 'a source of type Leeway counts good and total');
  if (good['count'] !== 'good' || total['count'] !== 'total')
    return refuse('.ratioMetric', 'a source of type Leeway says what it counts: good and total');
  if (!isSame(good['sli'], total['sli']) || good['model'] !== total['model'])
    return refuse('.ratioMetric', 'good and total are of two different SLIs');
  const parsed = Measured.safeParse(good['sli']);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const inside = ['', ...(issue?.path ?? [])].map(String).join('.');
    return refuse(`.ratioMetric.good.metricSource.spec.sli${inside}`, issue?.message ?? 'no SLI of Leeway');
  }
  const modelId = typeof good['model'] === 'string' ? good['model'] : null;
  const { budgeting, problems } = slicesOf(parsed.data, spec, objective, path);
  return { measured: { ...parsed.data, ...(budgeting === null ? {} : { budgeting }) }, modelId, problems };
}

type Slices = { budgeting: Budgeting | null; problems: OpenSloProblem[] };

/** How a document counts: kinds that count minutes by themselves can't be counted otherwise. */
function slicesOf(measured: Measured, spec: SloSpec, objective: Objective, path: string): Slices {
  if (definitionOf(measured).unit === 'event') return eventSlices(spec, objective, path);
  if (spec.budgetingMethod !== 'Timeslices')
    return none(noted('spec.budgetingMethod', `${measured.kind} counts minutes: Timeslices of 1m are taken`));
  return objective.timeSliceWindow === '1m'
    ? none()
    : none(refused(`${path}.timeSliceWindow`, `${measured.kind} counts slices of 1m`));
}

function none(...problems: OpenSloProblem[]): Slices {
  return { budgeting: null, problems };
}

function eventSlices({ budgetingMethod }: SloSpec, objective: Objective, path: string): Slices {
  if (budgetingMethod === 'Occurrences') return none();
  const length = parseDuration(objective.timeSliceWindow ?? '');
  const sliceMinutes = length === null ? Number.NaN : durationMinutes(length);
  const parsed = Budgeting.safeParse(
    budgetingMethod === 'Timeslices'
      ? { method: 'timeslices', sliceMinutes, sliceTarget: objective.timeSliceTarget }
      : { method: 'ratioTimeslices', sliceMinutes },
  );
  if (parsed.success) return { budgeting: parsed.data, problems: [] };
  const field = parsed.error.issues[0]?.path[0] === 'sliceTarget' ? 'timeSliceTarget' : 'timeSliceWindow';
  return none(refused(`${path}.${field}`, `slices of ${BUDGET_SLICE_MINUTES.join(', ')} minutes are kept`));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
