import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';
import { openTable } from '../csv/open-table.ts';
import { sourceBytes, startProgress } from '../progress/progress.ts';
import type { ColumnKind } from './column-kind.ts';
import { ComparedColumn } from './compared-column.ts';

/** Rows of the reference that the kinds of its columns are found from, and most cells that wait for it. */
const ROWS_FOR_KINDS = 10_000;
const CELLS_FOR_KINDS = 2_000_000;
/** Numbers kept of both files together: 8 bytes each. */
const KEPT_NUMBERS = 32_000_000;
const MOST_PER_FEATURE = 5_000_000;

export type TablesToCompare = {
  reference: string;
  current: string;
  kinds: ReadonlyMap<string, ColumnKind>;
  /** Most numbers of a feature that are kept a side; what fits into 256 MB where it is not given. */
  exactValues?: number | undefined;
};

/** Both tables, read one after the other. */
export type ComparedTables = {
  columns: readonly ComparedColumn[];
  rows: { reference: number; current: number };
  /** Columns of the current table that the reference does not have. */
  unknown: readonly string[];
};

class TableComparison {
  readonly columns: ComparedColumn[] = [];
  readonly #byName = new Map<string, ComparedColumn>();
  readonly #kinds: ReadonlyMap<string, ColumnKind>;
  readonly #exactValues: number | undefined;
  rows = 0;

  constructor({ kinds, exactValues }: TablesToCompare) {
    this.#kinds = kinds;
    this.#exactValues = exactValues;
  }

  column(name: string): ComparedColumn | undefined {
    return this.#byName.get(name);
  }

  /** A column that was first seen after some rows was absent in them. */
  create(name: string, source: string): ComparedColumn {
    const column = new ComparedColumn(name, this.#kinds.get(name));
    for (let row = 0; row < Math.min(this.rows, ROWS_FOR_KINDS); row += 1)
      column.add(undefined, 'reference', { source, line: 0 });
    for (let row = ROWS_FOR_KINDS; row < this.rows; row += 1) {
      column.settle(this.#most());
      column.add(undefined, 'reference', { source, line: 0 });
    }
    this.columns.push(column);
    this.#byName.set(name, column);
    return column;
  }

  settleIfEnough(): void {
    const waiting = this.columns.filter(({ isSettled }) => !isSettled);
    if (waiting.length === 0) return;
    const cells = waiting.reduce((sum, column) => sum + column.waiting, 0);
    if (this.rows >= ROWS_FOR_KINDS || cells >= CELLS_FOR_KINDS) this.settle();
  }

  settle(): void {
    for (const column of this.columns) column.settle(this.#most());
  }

  #most(): number {
    if (this.#exactValues !== undefined) return this.#exactValues;
    return Math.min(MOST_PER_FEATURE, Math.floor(KEPT_NUMBERS / 2 / Math.max(1, this.columns.length)));
  }
}

async function readReference(comparison: TableComparison, source: string, io: CliIo): Promise<number> {
  const progress = startProgress(io, source, sourceBytes(source));
  try {
    const table = await openTable(source, io, progress.add, { flatten: true });
    for await (const batch of table.batches) {
      for (const { line, cells } of batch) {
        while (comparison.columns.length < table.columns.length)
          comparison.create(table.columns[comparison.columns.length] ?? '', source);
        for (let i = 0; i < comparison.columns.length; i += 1)
          comparison.columns[i]?.add(cells[i], 'reference', { source, line });
        comparison.rows += 1;
        if (comparison.rows <= ROWS_FOR_KINDS) comparison.settleIfEnough();
      }
    }
    for (const name of table.columns.slice(comparison.columns.length)) comparison.create(name, source);
    comparison.settle();
    return comparison.rows;
  } finally {
    progress.end();
  }
}

async function readCurrent(
  comparison: TableComparison,
  source: string,
  io: CliIo,
): Promise<{ rows: number; unknown: string[] }> {
  const progress = startProgress(io, source, sourceBytes(source));
  try {
    const table = await openTable(source, io, progress.add, { flatten: true });
    let rows = 0;
    let places: number[] = [];
    let known = -1;
    for await (const batch of table.batches) {
      if (known !== table.columns.length) {
        known = table.columns.length;
        places = comparison.columns.map(({ name }) => table.columns.indexOf(name));
      }
      for (const { line, cells } of batch) {
        rows += 1;
        for (let i = 0; i < places.length; i += 1)
          comparison.columns[i]?.add(cells[places[i] ?? -1], 'current', { source, line });
      }
    }
    return { rows, unknown: table.columns.filter((name) => comparison.column(name) === undefined) };
  } finally {
    progress.end();
  }
}

/**
 * Reads the reference, then the current table, each once and in bounded memory. Kinds that are not declared are found
 * from the first 10,000 rows of the reference. Columns are matched by name.
 */
export async function compareTables(tables: TablesToCompare, io: CliIo): Promise<ComparedTables> {
  const comparison = new TableComparison(tables);
  const reference = await readReference(comparison, tables.reference, io);
  const undeclared = [...tables.kinds.keys()].find((name) => comparison.column(name) === undefined);
  if (undeclared !== undefined)
    throw new CliError(`--type: expected a column of ${tables.reference}, found "${undeclared}"`, 2);
  const { rows, unknown } = await readCurrent(comparison, tables.current, io);
  return { columns: comparison.columns, rows: { reference, current: rows }, unknown };
}
