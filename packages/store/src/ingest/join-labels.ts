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

type Joined = { eventMs: number; version: string; score: number | null; predicted: string | null; label: string };

/**
 * Matches predictions with labels, whoever came first, and counts each pair into its quality pane; both leave the
 * waiting tables in the same transaction. One joiner a model at a time (advisory lock): others get 0 and try later.
 */
export async function joinLabels(
  db: Db,
  input: { modelId: string; positiveClass: string; paneMs: number; limit: number; atMs: number },
): Promise<number> {
  return db.$transaction(
    async (tx) => {
      if (!(await lockModel(tx, input.modelId))) return 0;
      const joined = await tx.$queryRaw<Joined[]>`
        WITH matched AS (
          SELECT l.event_id, l.event_at, l.version, l.score, l.predicted, p.label
            FROM awaiting_label l JOIN awaiting_prediction p USING (model_id, event_id)
           WHERE l.model_id = ${input.modelId} LIMIT ${input.limit}
        ), taken AS (
          DELETE FROM awaiting_label l USING matched m
           WHERE l.model_id = ${input.modelId} AND l.event_id = m.event_id
        ), given AS (
          DELETE FROM awaiting_prediction p USING matched m
           WHERE p.model_id = ${input.modelId} AND p.event_id = m.event_id
        )
        SELECT (extract(epoch FROM event_at) * 1000)::float8 AS "eventMs", version, score, predicted, label FROM matched`;
      if (joined.length === 0) return 0;
      await addToQualityPanes(tx, input, joined);
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
): Promise<{ predictions: number; labels: number }> {
  const before = new Date(input.beforeMs);
  const minuteAt = new Date(Math.floor(input.atMs / 60_000) * 60_000);
  return db.$transaction(async (tx) => {
    if (!(await lockModel(tx, input.modelId))) return { predictions: 0, labels: 0 };
    const predictions = await tx.$executeRaw`
      DELETE FROM awaiting_label WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM awaiting_label WHERE model_id = ${input.modelId} AND event_at < ${before} LIMIT ${input.limit}))`;
    const labels = await tx.$executeRaw`
      DELETE FROM awaiting_prediction WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM awaiting_prediction WHERE model_id = ${input.modelId} AND seen_at < ${before} LIMIT ${input.limit}))`;
    const expired = predictions + labels;
    if (expired > 0)
      await tx.ingestCounter.upsert({
        where: {
          modelId_minuteAt_topic_partition: { modelId: input.modelId, minuteAt, topic: input.topic, partition: -1 },
        },
        create: { modelId: input.modelId, minuteAt, topic: input.topic, partition: -1, expired },
        update: { expired: { increment: expired } },
      });
    return { predictions, labels };
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
