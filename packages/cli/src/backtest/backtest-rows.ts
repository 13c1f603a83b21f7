import type { CountableEvent } from '@leeway/drift';
import { timeCell, type TableColumns } from '@leeway/tables';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';
import { nameOfSource } from '../register/name-of-source.ts';
import { referenceRows } from '../register/reference-rows.ts';

export type BacktestRow = CountableEvent & { timeMs: number | undefined };

export type BacktestRows = { rows: AsyncIterable<BacktestRow>; cells: 'json' | 'text'; end: () => void };

/** Rows of a table, or lines that are prediction events, with their times. */
export function backtestRows(source: string, columns: TableColumns, io: CliIo): BacktestRows {
  const { rows, cells, end } = referenceRows({ source, name: nameOfSource(source), columns, model: 'backtest', io });
  async function* read(): AsyncGenerator<BacktestRow> {
    let count = 0;
    for await (const row of rows) {
      count += 1;
      yield rowOf(row, source, count);
    }
  }
  return { rows: read(), cells, end };
}

function rowOf(row: unknown, source: string, count: number): BacktestRow {
  if (typeof row !== 'object' || row === null || !('features' in row) || typeof row.features !== 'object')
    throw new CliError(`${source}: row ${count}: expected an object with "features"`);
  const { features, score, prediction, time } = row as Record<string, unknown>;
  return {
    features: (features ?? {}) as Record<string, unknown>,
    score: typeof score === 'number' ? score : null,
    prediction,
    timeMs: time === undefined || time === 0 ? undefined : timeCell(time),
  };
}
