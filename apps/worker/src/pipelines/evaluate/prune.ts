import type { WorkerApp } from '../../worker-app.ts';

const BATCH = 5_000;

/** Removes panes, counters and verdicts beyond their retention, a bounded batch at a time. */
export async function prune({ db, settings, log }: WorkerApp): Promise<void> {
  const nowMs = Date.now();
  const panesBefore = new Date(nowMs - settings.retention.panesMs);
  const evaluationsBefore = new Date(nowMs - settings.retention.evaluationsMs);
  const counts = {
    panes: await db.$executeRaw`
      DELETE FROM pane WHERE ctid = ANY (ARRAY(SELECT ctid FROM pane WHERE start_at < ${panesBefore} LIMIT ${BATCH}))`,
    qualityPanes: await db.$executeRaw`
      DELETE FROM quality_pane WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM quality_pane WHERE start_at < ${evaluationsBefore} LIMIT ${BATCH}))`,
    answerPanes: await db.$executeRaw`
      DELETE FROM answer_pane WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM answer_pane WHERE start_at < ${evaluationsBefore} LIMIT ${BATCH}))`,
    evaluations: await db.$executeRaw`
      DELETE FROM evaluation WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM evaluation WHERE window_end_at < ${evaluationsBefore} LIMIT ${BATCH}))`,
    counters: await db.$executeRaw`
      DELETE FROM ingest_counter WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM ingest_counter WHERE minute_at < ${evaluationsBefore} LIMIT ${BATCH}))`,
  };
  if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'pruned');
}
