import type { Db, Tx } from '../client.ts';
import { EVALUATION_SPANS_MS, spanStartMs } from './evaluation-span.ts';

const [SHORT_MS, LONG_MS] = EVALUATION_SPANS_MS;
type Stretch = { modelId: string; fromMs: number; toMs: number };

/**
 * Computes the spans of a model's windows that end in (fromMs, toMs] anew from its evaluations: after a window was
 * judged again, which may have become calmer. Short spans from windows, long ones from short ones.
 */
export async function rebuildEvaluationSpans(tx: Tx | Db, { modelId, fromMs, toMs }: Stretch): Promise<void> {
  if (toMs <= fromMs) return;
  const around = (spanMs: number): Stretch => ({
    modelId,
    fromMs: Math.floor(fromMs / spanMs) * spanMs,
    toMs: spanStartMs(toMs, spanMs) + spanMs,
  });
  await rebuildShort(tx, around(SHORT_MS));
  await rebuildLong(tx, around(LONG_MS));
}

async function rebuildShort(tx: Tx | Db, { modelId, fromMs, toMs }: Stretch): Promise<void> {
  const [from, to] = [new Date(fromMs), new Date(toMs)];
  await tx.$executeRaw`
    DELETE FROM evaluation_span
     WHERE model_id = ${modelId} AND span_ms = ${SHORT_MS} AND start_at >= ${from} AND start_at < ${to}`;
  await tx.$executeRaw`
    INSERT INTO evaluation_span (model_id, span_ms, start_at, reference_id, verdict, ratio, ratios, marks)
    SELECT model_id, ${SHORT_MS}::int,
           to_timestamp((ceil(extract(epoch FROM window_end_at) * 1000 / ${SHORT_MS}::int) - 1) * ${SHORT_MS}::int / 1000),
           reference_id, worst_verdict_of(verdict),
           max((floor(ratio * 10000) / 10000)::real) FILTER (WHERE verdict NOT IN ('no-data', 'insufficient')),
           worst_ratios_of(span_ratios(ratios, marks)), worst_marks_of(marks)
      FROM evaluation WHERE model_id = ${modelId} AND window_end_at > ${from} AND window_end_at <= ${to}
     GROUP BY 1, 3, 4`;
}

async function rebuildLong(tx: Tx | Db, { modelId, fromMs, toMs }: Stretch): Promise<void> {
  const [from, to] = [new Date(fromMs), new Date(toMs)];
  await tx.$executeRaw`
    DELETE FROM evaluation_span
     WHERE model_id = ${modelId} AND span_ms = ${LONG_MS} AND start_at >= ${from} AND start_at < ${to}`;
  await tx.$executeRaw`
    INSERT INTO evaluation_span (model_id, span_ms, start_at, reference_id, verdict, ratio, ratios, marks)
    SELECT model_id, ${LONG_MS}::int,
           to_timestamp(floor(extract(epoch FROM start_at) * 1000 / ${LONG_MS}::int) * ${LONG_MS}::int / 1000),
           reference_id, worst_verdict_of(verdict), max(ratio), worst_ratios_of(ratios), worst_marks_of(marks)
      FROM evaluation_span
     WHERE model_id = ${modelId} AND span_ms = ${SHORT_MS} AND start_at >= ${from} AND start_at < ${to}
     GROUP BY 1, 3, 4`;
}
