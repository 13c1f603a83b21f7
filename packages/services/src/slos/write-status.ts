import { MINUTE_MS, minuteOf } from '@leeway/slo';
import { lockTallies, readAlertStates, writeSloStatuses, writeTallies, type Tx } from '@leeway/store';
import { judgeSlo, type JudgedSlo } from './judge-slo.ts';
import { moveTallies } from './move-tallies.ts';
import type { SloRecord } from './slo-record.ts';

/** Computes and keeps what lists show of an SLO that was just saved; its alerts are judged by the worker. */
export async function writeStatus(tx: Tx, input: { slo: SloRecord; paneMs: number; now: Date }): Promise<JudgedSlo> {
  const { slo, paneMs, now } = input;
  const [stored] = await lockTallies(tx, [slo.id], { skipBusy: false });
  if (stored === undefined) throw new Error(`the SLO ${slo.id} has no tally`);
  const toMs = minuteOf(now.getTime()) + MINUTE_MS;
  const tally = (await moveTallies(tx, [{ slo, stored, changes: [] }], toMs)).get(slo.id);
  if (tally === undefined) throw new Error(`the tally of ${slo.id} was not made`);
  const previous = (await readAlertStates(tx, [slo.id])).get(slo.id) ?? [];
  const judged = judgeSlo({ slo, tally, previous, previousStep: null, paneMs, now, judge: false });
  await writeTallies(tx, [{ sloId: slo.id, version: slo.version, tally, restating: null, judgedAt: null }]);
  await writeSloStatuses(tx, [judged.status]);
  return judged;
}
