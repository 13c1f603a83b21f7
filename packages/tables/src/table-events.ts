import { cellError } from './cell-error.ts';
import { columnIndex } from './column-index.ts';
import { numberCell } from './number-cell.ts';
import type { TableError } from './table-error.ts';
import type { Table, TableRow } from './table.ts';
import { timeCell } from './time-cell.ts';

/** Columns that are no features; what is not named is found by its name where there is such a column. */
export const ROLES = ['time', 'score', 'prediction', 'label'] as const;
export type Role = (typeof ROLES)[number];
export type TableColumns = Partial<Record<Role, string>> & { ignore: readonly string[] };

type Places = { roles: Partial<Record<Role, number>>; features: { name: string; at: number }[] };

function placesOf(table: Table, columns: TableColumns): Places {
  const roles: Places['roles'] = {};
  for (const role of ROLES) {
    const named = columns[role];
    const at = named === undefined ? table.columns.indexOf(role) : columnIndex(table, named);
    if (at >= 0) roles[role] = at;
  }
  const taken = new Set([...Object.values(roles), ...columns.ignore.map((name) => columnIndex(table, name))]);
  const features = table.columns.map((name, at) => ({ name, at })).filter(({ at }) => !taken.has(at));
  return { roles, features };
}

function isEmpty(cell: unknown): boolean {
  return cell === undefined || cell === null || cell === '';
}

/** A row as the prediction event it would have been. */
function eventOf(table: Table, { line, cells }: TableRow, places: Places, model: string): Record<string, unknown> {
  const { roles } = places;
  const cell = (role: Role): unknown => (roles[role] === undefined ? undefined : cells[roles[role]]);
  const fault = (role: Role, expected: string): TableError => {
    const column = table.columns[roles[role] ?? 0] ?? role;
    return cellError({ source: table.source, line, column }, expected, cell(role));
  };
  const score = numberCell(cell('score'));
  if (score === undefined || (score !== null && !(score >= 0 && score <= 1)))
    throw fault('score', 'a probability from 0 to 1');
  const time = roles.time === undefined ? 0 : timeCell(cell('time'));
  if (time === undefined) throw fault('time', 'an ISO date and time, or seconds or milliseconds since 1970');
  const features: Record<string, unknown> = {};
  for (const { name, at } of places.features) if (cells[at] !== undefined) features[name] = cells[at];
  return {
    id: `line ${line}`,
    model,
    time,
    features,
    score,
    prediction: isEmpty(cell('prediction')) ? null : cell('prediction'),
    label: isEmpty(cell('label')) ? null : cell('label'),
  };
}

/** Rows of a table as prediction events with labels: the columns that have no role are the features. */
export async function* tableEvents(
  table: Table,
  columns: TableColumns,
  model: string,
): AsyncGenerator<Record<string, unknown>> {
  let places: Places | undefined;
  let known = 0;
  for await (const batch of table.batches)
    for (const row of batch) {
      // JSON Lines learn of columns as they go.
      if (places === undefined || known !== table.columns.length) places = placesOf(table, columns);
      known = table.columns.length;
      yield eventOf(table, row, places, model);
    }
}
