import { cellError, columnIndex, numberCell, type Table, type TableRow } from '@leeway/tables';
import { openTable } from '../csv/open-table.ts';
import type { CliIo } from '../command.ts';
import { sourceBytes, startProgress } from '../progress/progress.ts';

/** Which columns hold what; `prediction` may be left to the threshold. */
export type ColumnNames = { label: string; score: string; prediction: string | undefined };

/** One row; what a cell did not hold is null. */
export type PerformanceRow = { label: 0 | 1 | null; score: number | null; answer: 0 | 1 | null };

type Indices = { label: number; score: number; prediction: number | undefined };

/** 1, true, 0, false and words for nothing. */
function classCell(cell: unknown): 0 | 1 | null | undefined {
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  const number = numberCell(cell);
  if (number === 0 || number === 1 || number === null) return number;
  const word = typeof cell === 'string' ? cell.trim().toLowerCase() : '';
  if (word === 'true') return 1;
  return word === 'false' ? 0 : undefined;
}

function readRow(table: Table, { line, cells }: TableRow, names: ColumnNames, at: Indices, threshold: number) {
  const fault = (column: string, expected: string, found: unknown): Error =>
    cellError({ source: table.source, line, column }, expected, found);
  const label = classCell(cells[at.label]);
  if (label === undefined) throw fault(names.label, '0 or 1', cells[at.label]);
  const score = numberCell(cells[at.score]);
  if (score === undefined || (score !== null && !Number.isFinite(score)))
    throw fault(names.score, 'a finite number', cells[at.score]);
  if (at.prediction === undefined) return { label, score, answer: score === null ? null : score >= threshold ? 1 : 0 };
  const answer = classCell(cells[at.prediction]);
  if (answer === undefined) throw fault(names.prediction ?? '', '0 or 1', cells[at.prediction]);
  return { label, score, answer };
}

function indicesOf(table: Table, { label, score, prediction }: ColumnNames): Indices {
  return {
    label: columnIndex(table, label),
    score: columnIndex(table, score),
    prediction: prediction === undefined ? undefined : columnIndex(table, prediction),
  };
}

/** Calls `visit` with the rows of a table in their order, in bounded memory. */
export async function readPerformanceRows(
  input: { source: string; names: ColumnNames; threshold: number; io: CliIo },
  visit: (row: PerformanceRow) => void,
): Promise<void> {
  const { source, names, threshold, io } = input;
  const progress = startProgress(io, source, sourceBytes(source));
  try {
    const table = await openTable(source, io, progress.add);
    let indices: Indices | undefined = table.format === 'csv' ? indicesOf(table, names) : undefined;
    for await (const batch of table.batches) {
      if (batch.length === 0) continue;
      indices ??= indicesOf(table, names);
      for (const row of batch) visit(readRow(table, row, names, indices, threshold) as PerformanceRow);
    }
  } finally {
    progress.end();
  }
}
