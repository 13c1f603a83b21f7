import type { WindowEvaluation } from '@leeway/drift';
import type { Tx } from '@leeway/store';
import type { ServiceEvaluation } from '../drift/service-evaluation.ts';

const MAX_LOOK_BACK = 200;

/** The first event of the earliest present episode among critical features; the newest pane when none says. */
export function driftBeganMs(evaluation: WindowEvaluation, paneMs: number): number {
  const began = evaluation.features
    .filter(({ verdict }) => verdict === 'critical')
    .map(({ beganMs }) => beganMs)
    .filter((at) => at !== null && at !== undefined);
  return began.length === 0 ? evaluation.windowEndMs - paneMs : Math.min(...began);
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
