import type { WindowEvaluation } from '@leeway/drift';
import type { Tx } from '@leeway/store';
import type { ServiceEvaluation } from '../drift/service-evaluation.ts';
import { dateBeginning, readDatedWindows, type DriftBegan } from '../models/get-feature-began.ts';

const MAX_LOOK_BACK = 200;

/** The first event of the earliest present episode among critical features; the newest pane when none says. */
export function driftBeganMs(evaluation: WindowEvaluation, paneMs: number): number {
  const began = evaluation.features
    .filter(({ verdict }) => verdict === 'critical')
    .map(({ beganMs }) => beganMs)
    .filter((at) => at !== null && at !== undefined);
  return began.length === 0 ? evaluation.windowEndMs - paneMs : Math.min(...began);
}

/** Critical features whose series are dated, the furthest beyond first. */
const MAX_DATED = 3;

export type Beginning = {
  beganMs: number;
  /** How exactly that is known: what happened this long after it may have come first. */
  precisionMs: number;
  /** Where the beginning lies with 95 %; null where no change stands out in the series. */
  range: { fromMs: number; toMs: number } | null;
};

/**
 * When the drift of this window began: where its episode began, unless the series of a critical feature dates the rise
 * to before that, as it does when drift was slow. Read from stored windows up to this one and from nothing else, so a
 * replay finds the same.
 */
export async function driftBeginning(
  tx: Tx,
  input: { modelId: string; evaluation: WindowEvaluation; paneMs: number },
): Promise<Beginning> {
  const { modelId, evaluation, paneMs } = input;
  const episodeMs = driftBeganMs(evaluation, paneMs);
  const worst = evaluation.features
    .filter(({ verdict }) => verdict === 'critical')
    .toSorted((a, b) => b.ratio - a.ratio || (a.feature < b.feature ? -1 : 1))
    .slice(0, MAX_DATED);
  const dated: DriftBegan[] = [];
  for (const { feature } of worst) {
    const { referenceId, windowEndMs: toMs } = evaluation;
    dated.push(dateBeginning(await readDatedWindows(tx, { modelId, feature, referenceId, toMs }), paneMs));
  }
  return earliestBeginning(dated, episodeMs, paneMs);
}

/** The earliest date, unless the start of the episode, which is known to a pane, lies within its range. */
export function earliestBeginning(dated: readonly DriftBegan[], episodeMs: number, paneMs: number): Beginning {
  let first: Extract<DriftBegan, { state: 'found' }> | null = null;
  for (const one of dated) if (one.state === 'found' && (first === null || one.atMs < first.atMs)) first = one;
  if (first === null) return { beganMs: episodeMs, precisionMs: paneMs, range: null };
  const range = { fromMs: first.fromMs, toMs: first.toMs };
  if (first.toMs + paneMs >= episodeMs) return { beganMs: episodeMs, precisionMs: paneMs, range };
  return { beganMs: first.atMs, precisionMs: Math.max(paneMs, first.toMs + paneMs - first.atMs), range };
}

export function serviceIsElevated(service: Partial<ServiceEvaluation> | null): boolean {
  const verdicts = [service?.latency?.verdict, service?.errors?.verdict];
  return verdicts.includes('critical') || verdicts.includes('warning');
}

/** The newest pane of the first window in the present run of slow or failing ones: known to one pane. */
export async function serviceBeganMs(
  tx: Tx,
  input: { modelId: string; windowEndMs: number; paneMs: number },
): Promise<number> {
  const earlier = await tx.evaluation.findMany({
    where: { modelId: input.modelId, windowEndAt: { lt: new Date(input.windowEndMs) } },
    select: { windowEndAt: true, service: true },
    orderBy: { windowEndAt: 'desc' },
    take: MAX_LOOK_BACK,
  });
  let firstEndMs = input.windowEndMs;
  for (const row of earlier) {
    if (!serviceIsElevated(row.service as Partial<ServiceEvaluation> | null)) break;
    firstEndMs = row.windowEndAt.getTime();
  }
  return firstEndMs - input.paneMs;
}
