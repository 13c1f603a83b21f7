import type { Verdict, WindowEvaluation } from '@leeway/drift';
import type { Prisma } from '@leeway/store';
import type { EvaluatorMemory } from './evaluator-memory.ts';
import type { ServiceEvaluation } from './service-evaluation.ts';

const MARK = { ok: 'o', warning: 'w', critical: 'c', insufficient: 'i', 'no-data': '-' } as const satisfies Record<
  Verdict,
  string
>;
/** JSON and charts know no infinity: a metric that has left every scale is this many times its threshold. */
const LARGEST_RATIO = 1e6;

const finite = (ratio: number) => (Number.isFinite(ratio) ? Math.min(LARGEST_RATIO, ratio) : LARGEST_RATIO);

/** Later is worse. What was judged outweighs what could not be. */
const SEVERITY: readonly Verdict[] = ['no-data', 'insufficient', 'ok', 'warning', 'critical'];

/** Drift alone does not say that a model is fine when it fails or crawls. */
function worstOf(verdict: Verdict, service: ServiceEvaluation): Verdict {
  const all = [verdict, service.errors.verdict, service.latency.verdict];
  const elevated = all.filter((one) => one === 'warning' || one === 'critical');
  return elevated.reduce((worst, one) => (SEVERITY.indexOf(one) > SEVERITY.indexOf(worst) ? one : worst), verdict);
}

/** One window of one model against one reference has one row, however often it is judged. */
export function evaluationId(modelId: string, windowEndMs: number, referenceId: string): string {
  return `${modelId}:${windowEndMs}:${referenceId}`;
}

export type JudgedEvaluation = {
  evaluation: WindowEvaluation;
  service: ServiceEvaluation;
  memoryBefore: EvaluatorMemory;
};

export type EvaluationRow = Prisma.EvaluationUncheckedCreateInput & {
  verdict: Verdict;
  ratios: number[];
  windowEndAt: Date;
};

export function toEvaluationRow(modelId: string, judged: JudgedEvaluation): EvaluationRow {
  const { evaluation, service, memoryBefore } = judged;
  return {
    id: evaluationId(modelId, evaluation.windowEndMs, evaluation.referenceId),
    modelId,
    referenceId: evaluation.referenceId,
    windowStartAt: new Date(evaluation.windowStartMs),
    windowEndAt: new Date(evaluation.windowEndMs),
    n: evaluation.n,
    verdict: evaluation.verdict,
    status: worstOf(evaluation.verdict, service),
    ratio: finite(evaluation.ratio),
    worstFeature: evaluation.worstFeature,
    worstMetric: evaluation.worstMetric,
    ratios: evaluation.features.map(({ ratio }) => finite(ratio)),
    marks: evaluation.features.map(({ verdict }) => MARK[verdict]).join(''),
    features: evaluation.features,
    multivariate: evaluation.multivariate ?? [],
    judgedBy: evaluation.judgedBy ?? {},
    service,
    memoryBefore,
  };
}
