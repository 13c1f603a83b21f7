import { setImmediate as turn } from 'node:timers/promises';
import {
  alarmColumns,
  createAlarmHistories,
  encodeAlarms,
  gridOf,
  historyBytes,
  learnColumn,
  type AlarmColumn,
  type AlarmPlan,
  type LearntFeature,
} from '@leeway/drift';
import { loadPanes, type Db } from '@leeway/store';
import type { AlarmSubject } from './alarm-facts.ts';

const HOUR_MS = 3_600_000;
/** Counts that are held while some features are learnt. */
const MOST_BYTES = 48 * 1_024 * 1_024;

/** Columns that are learnt in one pass over the panes, each with the position of its first. */
export function alarmParts(
  columns: readonly AlarmColumn[],
  plan: AlarmPlan,
): { first: number; columns: AlarmColumn[] }[] {
  const parts: { first: number; columns: AlarmColumn[] }[] = [];
  let bytes = Infinity;
  for (const [position, column] of columns.entries()) {
    const more = historyBytes(column, plan.stretch);
    const last = parts.at(-1);
    if (last === undefined || bytes + more > MOST_BYTES) {
      parts.push({ first: position, columns: [column] });
      bytes = more;
    } else {
      last.columns.push(column);
      bytes += more;
    }
  }
  return parts;
}

/** Reads the panes of a plan's stretch hour by hour and learns some columns from them. */
export async function learnAlarmPart(
  db: Db,
  { model, reference, settings }: AlarmSubject,
  plan: AlarmPlan,
  columns: readonly AlarmColumn[],
): Promise<Uint8Array> {
  const grid = gridOf(reference);
  const { startMs, stepMs, steps } = plan.stretch;
  const counted = createAlarmHistories(columns, plan.stretch);
  const endMs = startMs + steps * stepMs;
  for (let fromMs = startMs; fromMs < endMs; fromMs += HOUR_MS) {
    const panes = await loadPanes(db, { modelId: model.id, grid, fromMs, toMs: Math.min(endMs, fromMs + HOUR_MS) });
    for (const [paneMs, pane] of panes) counted.add(paneMs, pane);
  }
  const features = alarmColumns(grid).length;
  const budget = { features, settings: { ...settings.alarms, windowMs: plan.windowMs } };
  const learnt: LearntFeature[] = [];
  for (const [index, column] of columns.entries()) {
    const history = counted.histories[index];
    if (history !== undefined) learnt.push(learnColumn(column, history, budget));
    // One takes a good fraction of a second: what else this process does must get its turn.
    await turn();
  }
  return encodeAlarms(learnt, grid);
}
