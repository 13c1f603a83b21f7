import {
  countLabelled,
  createQualityPane,
  decodeQualityPane,
  encodeQualityPane,
  labelledTotals,
  type QualityPane,
} from '@leeway/drift';
import type { Db, Tx } from '../client.ts';
import { notifyLive } from '../live.ts';
import { addModelCounter } from './add-model-counter.ts';

type Joined = {
  eventMs: number;
  version: string;
  score: number | null;
  predicted: string | null;
  label: string;
  /** The event has had a label before: the first one counts. */
  joined: boolean;
};

/**
 * Matches predictions with labels, whoever came first, and counts each pair into its quality pane; in the same
 * transaction the label leaves and the prediction is marked, so that neither counts again when it is repeated while
 * the prediction is kept. One joiner a model at a time (advisory lock): others get 0 and try later.
 */
export async function joinLabels(
  db: Db,
  input: { modelId: string; topic: string; positiveClass: string; paneMs: number; limit: number; atMs: number },
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
      await addToQualityPanes(tx, input, first);
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

async function addToQualityPanes(
  tx: Tx,
  input: { modelId: string; positiveClass: string; paneMs: number },
  joined: Joined[],
): Promise<void> {
  const groups = Map.groupBy(joined, ({ eventMs, version }) =>
    JSON.stringify([Math.floor(eventMs / input.paneMs) * input.paneMs, version]),
  );
  for (const [key, pairs] of groups) {
    const [startMs, version] = JSON.parse(key) as [number, string];
    const where = { modelId: input.modelId, startAt: new Date(startMs), version };
    const stored = await tx.qualityPane.findUnique({ where: { modelId_startAt_version: where } });
    const pane: QualityPane = stored === null ? createQualityPane() : decodeQualityPane(stored.counts);
    for (const pair of pairs) countPair(pane, pair, input.positiveClass);
    const { positives, negatives } = labelledTotals(pane);
    const data = { n: positives + negatives, counts: Buffer.from(encodeQualityPane(pane)), updatedAt: new Date() };
    await tx.qualityPane.upsert({
      where: { modelId_startAt_version: where },
      create: { ...where, ...data },
      update: data,
    });
  }
}

function countPair(pane: QualityPane, { score, predicted, label }: Joined, positiveClass: string): void {
  countLabelled(pane, {
    score,
    positive: label === positiveClass,
    predictedPositive: predicted === null ? null : predicted === positiveClass,
  });
}
