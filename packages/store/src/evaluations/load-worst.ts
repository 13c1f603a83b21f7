import type { Db } from '../client.ts';
import { EVALUATION_SPANS_MS } from './evaluation-span.ts';

/** Windows, or spans of them, that end at `endMs` or before: worst ratio and letter by feature. */
export type WorstOfStretch = { endMs: number; ratios: (number | null)[]; marks: string };

type Range = {
  modelId: string;
  /** Windows that end in (fromMs, toMs]; both multiples of `stepMs`. */
  fromMs: number;
  toMs: number;
  /** How fine it is to be. */
  stepMs: number;
  /** Names of the features that the windows were judged on; others are left out. */
  features: readonly string[];
};

/**
 * What a picture of a stretch is made of: from the longest spans that fit into its steps, else from the windows
 * themselves. Ratios have four digits after the point and are null where nothing was judged.
 */
export async function loadWorst(db: Db, range: Range): Promise<WorstOfStretch[]> {
  const spanMs = EVALUATION_SPANS_MS.findLast((length) => range.stepMs % length === 0);
  const { modelId, features } = range;
  const [from, to] = [new Date(range.fromMs), new Date(range.toMs)];
  if (spanMs === undefined)
    return db.$queryRaw<WorstOfStretch[]>`
      SELECT (extract(epoch FROM window_end_at) * 1000)::float8 AS "endMs", span_ratios(ratios, marks) AS ratios, marks
        FROM evaluation
       WHERE model_id = ${modelId} AND window_end_at > ${from} AND window_end_at <= ${to}
         AND reference_id IN (SELECT id FROM reference WHERE model_id = ${modelId} AND features = ${features}::text[])`;
  return db.$queryRaw<WorstOfStretch[]>`
    SELECT (extract(epoch FROM start_at) * 1000)::float8 + ${spanMs}::int AS "endMs", ratios, marks
      FROM evaluation_span
     WHERE model_id = ${modelId} AND span_ms = ${spanMs} AND start_at >= ${from} AND start_at < ${to}
       AND reference_id IN (SELECT id FROM reference WHERE model_id = ${modelId} AND features = ${features}::text[])`;
}
