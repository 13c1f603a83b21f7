import type { Tx } from '../client.ts';
import { EVALUATION_SPANS_MS, spanStartMs, type SpannedWindow } from './evaluation-span.ts';

/**
 * Adds windows that were not judged before to their spans: maxima, feature by feature. One statement for any number of
 * windows, but of one model and reference at most one, since a statement cannot touch a row twice.
 */
export async function addToEvaluationSpans(tx: Tx, windows: readonly SpannedWindow[]): Promise<void> {
  if (windows.length === 0) return;
  // In one order everywhere, so that two writers do not wait for each other.
  const rows = windows
    .toSorted((a, b) => (a.modelId < b.modelId ? -1 : 1))
    .flatMap((window) => EVALUATION_SPANS_MS.map((spanMs) => ({ ...window, spanMs })));
  await tx.$executeRaw`
    INSERT INTO evaluation_span AS old (model_id, span_ms, start_at, reference_id, verdict, ratio, ratios, marks)
    SELECT model_id, span_ms, to_timestamp(start_ms / 1000.0), reference_id, verdict,
           CASE WHEN verdict NOT IN ('no-data', 'insufficient') THEN (floor(ratio * 10000) / 10000)::real END,
           span_ratios(ratios::float8[], marks), marks
      FROM unnest(
        ${rows.map(({ modelId }) => modelId)}::text[],
        ${rows.map(({ spanMs }) => spanMs)}::int[],
        ${rows.map(({ windowEndMs, spanMs }) => spanStartMs(windowEndMs, spanMs))}::float8[],
        ${rows.map(({ referenceId }) => referenceId)}::text[],
        ${rows.map(({ verdict }) => verdict)}::text[],
        ${rows.map(({ ratio }) => ratio)}::float8[],
        ${rows.map(({ ratios }) => `{${ratios.join(',')}}`)}::text[],
        ${rows.map(({ marks }) => marks)}::text[]
      ) AS fresh (model_id, span_ms, start_ms, reference_id, verdict, ratio, ratios, marks)
    ON CONFLICT (model_id, span_ms, start_at, reference_id) DO UPDATE
       SET verdict = worst_verdict(old.verdict, excluded.verdict), ratio = GREATEST(old.ratio, excluded.ratio),
           ratios = worst_ratios(old.ratios, excluded.ratios), marks = worst_marks(old.marks, excluded.marks)`;
}
