import type { Verdict } from '@leeway/drift';
import type { Db, Tx } from '../client.ts';

/** Longest pane there is, in milliseconds: how far before a minute a pane that touches it can start. */
export const LONGEST_PANE_MS = 3_600_000;
/** Bytes of an encoded pane in which its service counts certainly are. */
const PANE_HEAD_BYTES = 512;

export type PaneStretch = { startMs: number; paneMs: number };

/** Panes that were written since, each stretch once, and when the newest of them was written. */
export async function panesWrittenSince(
  db: Db | Tx,
  input: { modelId: string; since: Date },
): Promise<{ stretches: PaneStretch[]; newestAt: Date | null }> {
  const rows = await db.$queryRaw<{ start_at: Date; pane_ms: number; updated_at: Date }[]>`
    SELECT start_at, pane_ms, max(updated_at) AS updated_at FROM pane
    WHERE model_id = ${input.modelId} AND updated_at > ${input.since} AND slice = ''
    GROUP BY start_at, pane_ms`;
  let newestMs = -Infinity;
  for (const row of rows) newestMs = Math.max(newestMs, row.updated_at.getTime());
  return {
    stretches: rows.map((row) => ({ startMs: row.start_at.getTime(), paneMs: row.pane_ms })),
    newestAt: rows.length === 0 ? null : new Date(newestMs),
  };
}

/** The heads of all panes that touch a stretch of time, of every version, topic and partition. */
export async function paneHeads(
  db: Db | Tx,
  input: { modelId: string; fromMs: number; toMs: number },
): Promise<(PaneStretch & { head: Uint8Array })[]> {
  const rows = await db.$queryRaw<{ start_at: Date; pane_ms: number; head: Uint8Array }[]>`
    SELECT start_at, pane_ms, substring(counts FROM 1 FOR ${PANE_HEAD_BYTES}::int) AS head FROM pane
    WHERE model_id = ${input.modelId} AND slice = '' AND start_at >= ${new Date(input.fromMs - LONGEST_PANE_MS)}
      AND start_at < ${new Date(input.toMs)}
      AND start_at + pane_ms * interval '1 millisecond' > ${new Date(input.fromMs)}`;
  return rows.map((row) => ({ startMs: row.start_at.getTime(), paneMs: row.pane_ms, head: row.head }));
}

/** `marks`: one letter a feature of the reference, as `Evaluation.marks` has them. */
export type WindowVerdict = { endMs: number; referenceId: string; verdict: Verdict; marks: string };

/** Verdicts of windows that end after `fromMs`, up to `toMs`; where two references judged one, the later one counts. */
export async function windowVerdicts(
  db: Db | Tx,
  input: { modelId: string; fromMs: number; toMs: number },
): Promise<WindowVerdict[]> {
  const rows = await db.$queryRaw<{ window_end_at: Date; reference_id: string; verdict: Verdict; marks: string }[]>`
    SELECT DISTINCT ON (window_end_at) window_end_at, reference_id, verdict, marks FROM evaluation
    WHERE model_id = ${input.modelId}
      AND window_end_at > ${new Date(input.fromMs)} AND window_end_at <= ${new Date(input.toMs)}
    ORDER BY window_end_at, created_at DESC`;
  return rows.map((row) => ({
    endMs: row.window_end_at.getTime(),
    referenceId: row.reference_id,
    verdict: row.verdict,
    marks: row.marks,
  }));
}

/** Removes minutes of models before an instant; returns how many. */
export async function pruneModelMinutes(db: Db, before: Date): Promise<number> {
  return (await db.modelMinute.deleteMany({ where: { minuteAt: { lt: before } } })).count;
}
