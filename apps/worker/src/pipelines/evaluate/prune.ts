import { EVALUATION_SPANS_MS, type Db } from '@leeway/store';
import type { WorkerApp } from '../../worker-app.ts';

const BATCH = 5_000;
/** Batches of one table at a time: a thousand models make 20,000 panes between two prunings. */
const MAX_BATCHES = 40;

/** Removes panes, counters and verdicts beyond their retention, a bounded number of bounded batches at a time. */
export async function prune({ db, settings, log }: WorkerApp): Promise<void> {
  const nowMs = Date.now();
  const panesBefore = new Date(nowMs - settings.retention.panesMs);
  const evaluationsBefore = new Date(nowMs - settings.retention.evaluationsMs);
  const counts = {
    panes: await batches(() => prunePanes(db, panesBefore)),
    newCategories: await batches(() => pruneNewCategories(db, panesBefore)),
    evaluations: await batches(() => pruneEvaluations(db, evaluationsBefore)),
    spans: await batches(() => pruneSpans(db, evaluationsBefore)),
    qualityPanes: await batches(
      () => db.$executeRaw`
        DELETE FROM quality_pane WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM quality_pane WHERE start_at < ${evaluationsBefore} LIMIT ${BATCH}))`,
    ),
    answerPanes: await batches(
      () => db.$executeRaw`
        DELETE FROM answer_pane WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM answer_pane WHERE start_at < ${evaluationsBefore} LIMIT ${BATCH}))`,
    ),
    counters: await batches(
      () => db.$executeRaw`
        DELETE FROM ingest_counter WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM ingest_counter WHERE minute_at < ${evaluationsBefore} LIMIT ${BATCH}))`,
    ),
  };
  if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'pruned');
}

async function batches(prune: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const removed = await prune();
    total += removed;
    if (removed < BATCH) break;
  }
  return total;
}

// Model by model, as the keys of these tables begin with it: without that each pruning would read all that is kept.

function prunePanes(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM pane WHERE ctid = ANY (ARRAY(
      SELECT old.ctid FROM model m CROSS JOIN LATERAL (
        SELECT p.ctid FROM pane p WHERE p.model_id = m.id AND p.start_at < ${before} LIMIT ${BATCH}) old
       LIMIT ${BATCH}))`;
}

function pruneNewCategories(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM new_category_pane WHERE ctid = ANY (ARRAY(
      SELECT old.ctid FROM model m CROSS JOIN LATERAL (
        SELECT n.ctid FROM new_category_pane n WHERE n.model_id = m.id AND n.start_at < ${before} LIMIT ${BATCH}) old
       LIMIT ${BATCH}))`;
}

function pruneEvaluations(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM evaluation WHERE ctid = ANY (ARRAY(
      SELECT old.ctid FROM model m CROSS JOIN LATERAL (
        SELECT e.ctid FROM evaluation e WHERE e.model_id = m.id AND e.window_end_at < ${before} LIMIT ${BATCH}) old
       LIMIT ${BATCH}))`;
}

function pruneSpans(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM evaluation_span WHERE ctid = ANY (ARRAY(
      SELECT old.ctid FROM model m
       CROSS JOIN unnest(${[...EVALUATION_SPANS_MS]}::int[]) AS span (ms)
       CROSS JOIN LATERAL (
        SELECT s.ctid FROM evaluation_span s
         WHERE s.model_id = m.id AND s.span_ms = span.ms
           AND s.start_at <= ${before}::timestamptz - make_interval(secs => span.ms / 1000.0) LIMIT ${BATCH}) old
       LIMIT ${BATCH}))`;
}
