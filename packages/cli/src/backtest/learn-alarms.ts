import {
  alarmColumns,
  alarmLengths,
  countEvent,
  createAlarmHistories,
  createPane,
  decodeAlarms,
  encodeAlarms,
  historyBytes,
  historyProblem,
  learnColumn,
  stretchStartMs,
  type AlarmSettings,
  type AlarmStretch,
  type LearntAlarms,
  type Pane,
} from '@leeway/drift';
import type { TableColumns } from '@leeway/tables';
import type { CliIo } from '../command.ts';
import { backtestRows } from './backtest-rows.ts';
import type { TimedReference } from './read-reference.ts';

/** Counts of all features and steps. */
const MOST_BYTES = 512_000_000;

/** What alarms can be learnt from, as the evaluator would; or why they cannot, in words. */
export function planLearning(
  { span, reference }: TimedReference,
  paneMs: number,
  settings: AlarmSettings,
): { stretch: AlarmStretch } | { problem: string } {
  if (span === null) return { problem: 'the reference has no times' };
  const lengths = alarmLengths(settings.windowMs, paneMs);
  const misfit = settings.windowMs.find((windowMs) => lengths?.windowMs.includes(windowMs) !== true);
  if (lengths === null || misfit !== undefined)
    return { problem: `a window of ${misfit} ms is no whole part of the day` };
  const startMs = stretchStartMs(span);
  const { stepMs } = lengths;
  const stretch = { startMs, stepMs, steps: Math.floor((span.toMs - startMs) / stepMs) + 1 };
  const problem = historyProblem({ ...stretch, counts: new Uint32Array(0) }, settings);
  if (problem !== null) return { problem };
  const bytes = alarmColumns(reference.grid).reduce((sum, column) => sum + historyBytes(column, stretch), 0);
  if (bytes <= MOST_BYTES) return { stretch };
  return { problem: `${stretch.steps} steps of the reference take too much memory: take longer windows` };
}

/** Reads the reference once more, counting it step by step, and learns how every feature behaves by itself. */
export async function learnAlarms(
  input: { source: string; columns: TableColumns; io: CliIo },
  { reference: { grid } }: TimedReference,
  stretch: AlarmStretch,
  settings: AlarmSettings,
): Promise<LearntAlarms> {
  const columns = alarmColumns(grid);
  const counted = createAlarmHistories(columns, stretch);
  const { rows, end } = backtestRows(input.source, input.columns, input.io);
  let pane: Pane | undefined;
  let paneStartMs = 0;
  const flush = () => {
    if (pane !== undefined) counted.add(paneStartMs, pane);
  };
  try {
    for await (const row of rows) {
      const startMs = Math.floor((row.timeMs ?? 0) / stretch.stepMs) * stretch.stepMs;
      if (startMs !== paneStartMs || pane === undefined) {
        flush();
        pane = createPane(grid);
        paneStartMs = startMs;
      }
      countEvent(pane, grid, row);
    }
    flush();
  } finally {
    end();
  }
  const budget = { features: columns.length, settings };
  const learnt = columns.flatMap((column, index) => {
    const history = counted.histories[index];
    return history === undefined ? [] : [learnColumn(column, history, budget)];
  });
  // As they would be stored, so that both judge by the same digits.
  return { windowMs: settings.windowMs, features: decodeAlarms(encodeAlarms(learnt, grid), grid) };
}
