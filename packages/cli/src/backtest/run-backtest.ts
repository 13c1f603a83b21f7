import { countEvent, createPane, type FrozenReference, type Pane } from '@leeway/drift';
import { CliError } from '../cli-error.ts';
import type { BacktestRow } from './backtest-rows.ts';
import type { BacktestWindow } from './backtest-window.ts';
import type { WindowJudge } from './window-judge.ts';

const MOST_WINDOWS = 1_000_000;

export type BacktestRun = {
  rows: number;
  /** Rows whose window was judged already when they came: the table is not in the order of time. */
  late: number;
  windows: BacktestWindow[];
};

/**
 * Rows into panes, windows as soon as a later row says that they are over. Keeps the panes of the longest window only.
 * Windows end at whole multiples of `everyMs`; the last one may be cut off by the table's end.
 */
export async function runBacktest(
  rows: AsyncIterable<BacktestRow>,
  input: {
    reference: FrozenReference;
    judge: WindowJudge;
    paneMs: number;
    everyMs: number;
    longestMs: number;
    source: string;
  },
): Promise<BacktestRun> {
  const { reference, judge, paneMs, everyMs, longestMs, source } = input;
  const panes = new Map<number, Pane>();
  const run: BacktestRun = { rows: 0, late: 0, windows: [] };
  let nextEndMs: number | undefined;
  const close = (endMs: number) => {
    if (run.windows.length === MOST_WINDOWS) throw new CliError(`more than ${MOST_WINDOWS} windows: take longer ones`);
    run.windows.push(judge(panes, endMs));
    // Panes of the longest window are asked for once more when they leave it.
    for (const startMs of panes.keys()) if (startMs < endMs - longestMs) panes.delete(startMs);
  };
  for await (const row of rows) {
    run.rows += 1;
    const { timeMs } = row;
    if (timeMs === undefined) throw new CliError(`${source}: row ${run.rows}: expected a time`);
    nextEndMs ??= (Math.floor(timeMs / everyMs) + 1) * everyMs;
    for (; timeMs >= nextEndMs; nextEndMs += everyMs) close(nextEndMs);
    if (timeMs < nextEndMs - everyMs) {
      run.late += 1;
      continue;
    }
    const startMs = Math.floor(timeMs / paneMs) * paneMs;
    const pane = panes.get(startMs) ?? createPane(reference.grid);
    panes.set(startMs, pane);
    countEvent(pane, reference.grid, row);
  }
  if (nextEndMs !== undefined) close(nextEndMs);
  return run;
}
