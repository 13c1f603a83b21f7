import { TableError } from './table-error.ts';
import type { Table } from './table.ts';

const SHOWN_COLUMNS = 20;

/** Where a column stands; refuses with the names there are. Not for JSON Lines before their rows were read. */
export function columnIndex({ source, columns }: Table, name: string): number {
  const index = columns.indexOf(name);
  if (index >= 0) return index;
  const known = columns.slice(0, SHOWN_COLUMNS).map((column) => `"${column}"`);
  throw new TableError(
    `${source}: expected a column "${name}", found ${known.join(', ')}${columns.length > SHOWN_COLUMNS ? ' …' : ''}`,
  );
}
