import { PredictionEvent } from '@leeway/contracts';
import { columnIndex, type Table, type TableRow } from '@leeway/tables';
import { CliError } from '../cli-error.ts';
import { jsonCell } from './json-cell.ts';
import { cellText } from './cell-text.ts';
import type { RowMessage } from './row-message.ts';

const ROLES = ['id', 'time', 'score', 'prediction', 'version'] as const;
type Role = (typeof ROLES)[number];

/** Rows → prediction events; columns without a role are features. Refuses a row that makes no event, with its line. */
export function createRowEvents(
  table: Table,
  options: Readonly<Record<string, string | undefined>>,
): (row: TableRow) => RowMessage {
  const model = options['model'] ?? '';
  const indexOf = (role: Role): number => {
    const column = options[role];
    if (column === undefined) return -1;
    return table.format === 'csv' ? columnIndex(table, column) : table.columns.indexOf(column);
  };
  let number = 0;
  return ({ line, cells }) => {
    number += 1;
    const places = new Map(ROLES.map((role) => [role, indexOf(role)]));
    const taken = new Set(places.values());
    const cellOf = (role: Role): unknown => jsonCell(cells[places.get(role) ?? -1]);
    const features = Object.fromEntries(
      table.columns.flatMap((name, index) => (taken.has(index) ? [] : [[name, jsonCell(cells[index])]])),
    );
    const id = cellText(cellOf('id') ?? number);
    const event = {
      id,
      model,
      time: options['time'] === undefined ? Date.now() : cellOf('time'),
      version: cellText(cellOf('version')),
      features,
      score: cellOf('score'),
      prediction: cellOf('prediction'),
    };
    const parsed = PredictionEvent.safeParse(event);
    if (parsed.success) return { key: id, value: JSON.stringify(event) };
    const issue = parsed.error.issues[0];
    throw new CliError(
      `${table.source}: line ${line}: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`,
    );
  };
}
