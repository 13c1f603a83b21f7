import type { Verdict } from '@leeway/drift';
import { EVALUATION_SPANS_MS, type Db } from '@leeway/store';
import type { StripBar } from './model-views.ts';

export const STRIP_BARS = 96;
/** A bar is the shortest span that is stored. */
export const STRIP_BAR_MS = EVALUATION_SPANS_MS[0];

/** The last 8 hours of these models in bars of 5 minutes, oldest first; bars without a window are `no-data`. */
export async function driftStrips(db: Db, modelIds: string[], nowMs: number): Promise<Map<string, StripBar[]>> {
  const lastStartMs = Math.floor(nowMs / STRIP_BAR_MS) * STRIP_BAR_MS;
  const fromMs = lastStartMs - (STRIP_BARS - 1) * STRIP_BAR_MS;
  const rows = await db.$queryRaw<{ modelId: string; bar: number; ratio: number | null; verdict: Verdict }[]>`
    SELECT model_id AS "modelId",
           floor((extract(epoch FROM start_at) * 1000 - ${fromMs}::float8) / ${STRIP_BAR_MS}::float8)::int AS bar,
           max(ratio) AS ratio, worst_verdict_of(verdict) AS verdict
      FROM evaluation_span
     WHERE model_id = ANY (${modelIds}::text[]) AND span_ms = ${STRIP_BAR_MS} AND start_at >= ${new Date(fromMs)}
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
  for (const { modelId, bar, ratio, verdict } of rows) {
    const slot = strips.get(modelId)?.[bar];
    if (slot !== undefined) Object.assign(slot, { ratio, verdict });
  }
  return strips;
}
