import type { Db, Tx } from '../client.ts';
import { notifyLive } from '../live.ts';
import { addModelCounter } from './add-model-counter.ts';
import { addToAnswerPanes, type AnswerTask } from './add-to-answer-panes.ts';
import { addToQualityPanes, type BinaryTask } from './add-to-quality-panes.ts';
import type { LabelledPair } from './labelled-pair.ts';

/** What the model answers decides what is counted of a pair. */
export type LabelTask = BinaryTask | AnswerTask;

/** `joined`: the event has had a label before; the first one counts. */
type Joined = LabelledPair & { joined: boolean };

/**
 * Matches predictions with labels, whoever came first, and counts each pair into the pane of its time; in the same
 * transaction the label leaves and the prediction is marked, so that neither counts again when it is repeated while
 * the prediction is kept. One joiner a model at a time (advisory lock): others get 0 and try later.
 */
export async function joinLabels(
  db: Db,
  input: { modelId: string; topic: string; task: LabelTask; paneMs: number; limit: number; atMs: number },
): Promise<number> {
  return db.$transaction(
    async (tx) => {
      if (!(await lockModel(tx, input.modelId))) return 0;
      const joined = await tx.$queryRaw<Joined[]>`
        WITH matched AS (
          SELECT l.event_id, l.event_at, l.version, l.score, l.predicted, l.joined, p.label
            FROM awaiting_label l JOIN awaiting_prediction p USING (model_id, event_id)
           WHERE l.model_id = ${input.modelId} LIMIT ${input.limit}
        ), taken AS (
          UPDATE awaiting_label l SET joined = true FROM matched m
           WHERE l.model_id = ${input.modelId} AND l.event_id = m.event_id AND NOT l.joined
        ), given AS (
          DELETE FROM awaiting_prediction p USING matched m
           WHERE p.model_id = ${input.modelId} AND p.event_id = m.event_id
        )
        SELECT (extract(epoch FROM event_at) * 1000)::float8 AS "eventMs", version, score, predicted, label, joined
          FROM matched`;
      if (joined.length === 0) return 0;
      const first = joined.filter((pair) => !pair.joined);
      await addPairs(tx, input, first);
      if (first.length < joined.length)
        await addModelCounter(tx, { ...input, repeatedLabels: joined.length - first.length });
      await notifyLive(tx, { kind: 'model', modelId: input.modelId, atMs: input.atMs });
      return joined.length;
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}

/** Removes what waited in vain since before `beforeMs` and counts it, so that it is not lost without a trace. */
export async function expireAwaiting(
  db: Db,
  input: { modelId: string; topic: string; beforeMs: number; limit: number; atMs: number },
): Promise<{ predictions: number; labels: number; more: boolean }> {
  const before = new Date(input.beforeMs);
  return db.$transaction(async (tx) => {
    if (!(await lockModel(tx, input.modelId))) return { predictions: 0, labels: 0, more: false };
    const gone = await tx.$queryRaw<{ joined: boolean }[]>`
      DELETE FROM awaiting_label WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM awaiting_label WHERE model_id = ${input.modelId} AND seen_at < ${before} LIMIT ${input.limit}))
      RETURNING joined`;
    const predictions = gone.filter(({ joined }) => !joined).length;
    const labels = await tx.$executeRaw`
      DELETE FROM awaiting_prediction WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM awaiting_prediction WHERE model_id = ${input.modelId} AND seen_at < ${before} LIMIT ${input.limit}))`;
    const expired = predictions + labels;
    if (expired > 0) await addModelCounter(tx, { ...input, expired });
    return { predictions, labels, more: Math.max(gone.length, labels) === input.limit };
  });
}

async function lockModel(tx: Tx, modelId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`leeway:labels:${modelId}`}, 0)) AS locked`;
  return rows[0]?.locked === true;
}

async function addPairs(
  tx: Tx,
  input: { modelId: string; task: LabelTask; paneMs: number },
  pairs: readonly LabelledPair[],
): Promise<void> {
  const { task, ...where } = input;
  if (task.kind === 'binary') await addToQualityPanes(tx, { ...where, task }, pairs);
  else await addToAnswerPanes(tx, { ...where, task }, pairs);
}
