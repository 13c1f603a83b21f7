import { MINUTE_MS, minuteOf, type MinuteRange } from '@leeway/slo';
import { notifyLive, type Tx } from '@leeway/store';
import { activeSlos } from '../active-slos.ts';
import { recountSlo } from '../count-minutes.ts';

/** Counts the minutes of a maintenance anew for every SLO of the model, as far as they are over. */
export async function recountMaintenance(tx: Tx, modelId: string, range: MinuteRange, now: Date): Promise<void> {
  const untilMs = minuteOf(now.getTime()) + MINUTE_MS;
  const fromMs = minuteOf(range.fromMs);
  const toMs = Math.min(minuteOf(range.toMs + MINUTE_MS - 1), untilMs);
  if (fromMs < toMs)
    for (const { id: sloId, spec } of await activeSlos(tx, modelId))
      await recountSlo(tx, { sloId, modelId, spec, fromMs, toMs, untilMs });
  await notifyLive(tx, { kind: 'slo', modelId, atMs: now.getTime() });
}
