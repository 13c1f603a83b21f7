import { burnRate } from '@leeway/slo';
import { sliBuckets, type Db } from '@leeway/store';
import type { BurnBar } from './slo-views.ts';

const BARS = 48;
const BAR_MS = 30 * 60_000;

/** Burn rate by half an hour over the last day, for many SLOs in one statement. */
export async function burnStrips(
  db: Db,
  slos: readonly { id: string; target: number }[],
  nowMs: number,
): Promise<Map<string, BurnBar[]>> {
  if (slos.length === 0) return new Map();
  const toMs = Math.floor(nowMs / BAR_MS) * BAR_MS + BAR_MS;
  const fromMs = toMs - BARS * BAR_MS;
  const buckets = await sliBuckets(db, { sloIds: slos.map((slo) => slo.id), fromMs, toMs, bucketMs: BAR_MS });
  const counts = new Map(buckets.map((bucket) => [`${bucket.sloId}:${bucket.index}`, bucket]));
  return new Map(
    slos.map((slo) => [
      slo.id,
      Array.from({ length: BARS }, (_, index) => ({
        startMs: fromMs + index * BAR_MS,
        burnRate: burnRate(counts.get(`${slo.id}:${index}`) ?? { good: 0, bad: 0 }, slo.target),
      })),
    ]),
  );
}
