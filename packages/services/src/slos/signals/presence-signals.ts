import { MINUTE_MS, minuteOf, noSignals, sliceStartOf, type MinuteRange } from '@leeway/slo';
import { firstEventMinute, readModelMinutes, readToMs, type Db, type ModelMinute, type Tx } from '@leeway/store';

type Presence = { events: ReadonlyMap<number, number>; firstMs: number; endMs: number };

/**
 * Events by minute from the model's first one on, and the end of the last minute that was read to its end: within these
 * bounds a minute without a row is one without an event. Null = the model never had one, or nobody reads its topic.
 */
async function presenceOf(db: Db | Tx, modelId: string, range: MinuteRange): Promise<Presence | null> {
  const [firstMs, untilMs] = await Promise.all([firstEventMinute(db, modelId), readToMs(db, modelId)]);
  if (firstMs === null || untilMs === null) return null;
  const minutes = await readModelMinutes(db, { modelId, ...range, thresholdMs: null });
  return {
    events: new Map(minutes.map(({ minuteMs, events }) => [minuteMs, events])),
    firstMs,
    endMs: Math.min(range.toMs, minuteOf(untilMs)),
  };
}

/** How many events each whole slice brought; a slice that is not read to its end yields nothing. */
export async function throughputSignals(
  db: Db | Tx,
  modelId: string,
  { fromMs, toMs, sliceMinutes }: MinuteRange & { sliceMinutes: number },
): Promise<ModelMinute[]> {
  const presence = await presenceOf(db, modelId, { fromMs, toMs });
  if (presence === null) return [];
  const sliceMs = sliceMinutes * MINUTE_MS;
  const firstMs = sliceStartOf(presence.firstMs + sliceMs - MINUTE_MS, sliceMinutes);
  const minutes: ModelMinute[] = [];
  for (let startMs = Math.max(fromMs, firstMs); startMs + sliceMs <= presence.endMs; startMs += sliceMs) {
    let reading = 0;
    const within: number[] = [];
    for (let minuteMs = startMs; minuteMs < startMs + sliceMs; minuteMs += MINUTE_MS) {
      reading += presence.events.get(minuteMs) ?? 0;
      within.push(minuteMs);
    }
    for (const minuteMs of within) minutes.push({ ...noSignals(), minuteMs, reading });
  }
  return minutes;
}

/** Age of the newest event at the end of each minute, in minutes; beyond `withinMinutes` it is only known to be more. */
export async function freshnessSignals(
  db: Db | Tx,
  modelId: string,
  { fromMs, toMs, withinMinutes }: MinuteRange & { withinMinutes: number },
): Promise<ModelMinute[]> {
  const backMs = fromMs - withinMinutes * MINUTE_MS;
  const presence = await presenceOf(db, modelId, { fromMs: backMs, toMs });
  if (presence === null) return [];
  const minutes: ModelMinute[] = [];
  let newestMs = -Infinity;
  for (let minuteMs = Math.max(backMs, presence.firstMs); minuteMs < presence.endMs; minuteMs += MINUTE_MS) {
    if ((presence.events.get(minuteMs) ?? 0) > 0) newestMs = minuteMs;
    if (minuteMs >= fromMs) minutes.push({ ...noSignals(), minuteMs, reading: (minuteMs - newestMs) / MINUTE_MS });
  }
  return minutes;
}
