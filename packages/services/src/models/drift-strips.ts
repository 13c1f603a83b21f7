import type { Verdict } from '@leeway/drift';
import type { Db } from '@leeway/store';
import type { StripBar } from './model-views.ts';

export const STRIP_BARS = 96;
export const STRIP_BAR_MS = 5 * 60_000;
/** By severity, the least first: a bar shows its worst window. */
const VERDICTS: readonly Verdict[] = ['no-data', 'insufficient', 'ok', 'warning', 'critical'];

/** The last 8 hours of these models in bars of 5 minutes, oldest first; bars without a window are `no-data`. */
export async function driftStrips(db: Db, modelIds: string[], nowMs: number): Promise<Map<string, StripBar[]>> {
  const lastStartMs = Math.floor(nowMs / STRIP_BAR_MS) * STRIP_BAR_MS;
  const fromMs = lastStartMs - (STRIP_BARS - 1) * STRIP_BAR_MS;
  const rows = await db.$queryRaw<{ modelId: string; bar: number; ratio: number | null; severity: number }[]>`
    SELECT model_id AS "modelId",
           floor((extract(epoch FROM window_end_at) * 1000 - 1 - ${fromMs}::float8) / ${STRIP_BAR_MS}::float8)::int AS bar,
           max(ratio) FILTER (WHERE verdict NOT IN ('no-data', 'insufficient')) AS ratio,
           max(array_position(${[...VERDICTS]}::text[], verdict))::int AS severity
      FROM evaluation
     WHERE model_id = ANY (${modelIds}::text[]) AND window_end_at > ${new Date(fromMs)}
     GROUP BY 1, 2`;
  const strips = new Map(
    modelIds.map((modelId) => [
      modelId,
      Array.from({ length: STRIP_BARS }, (_, bar): StripBar => ({
        startMs: fromMs + bar * STRIP_BAR_MS,
        ratio: null,
        verdict: 'no-data',
      })),
    ]),
  );
  for (const { modelId, bar, ratio, severity } of rows) {
    const slot = strips.get(modelId)?.[bar];
    if (slot !== undefined) Object.assign(slot, { ratio, verdict: VERDICTS[severity - 1] ?? 'no-data' });
  }
  return strips;
}
