import { TableError } from './table-error.ts';

const SHOWN_CHARACTERS = 60;

export function shownValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/** What is wrong with a cell: where it stands, what was expected there, what was found. */
export function cellError(
  at: { source: string; line: number; column: string },
  expected: string,
  found: unknown,
): TableError {
  const { source, line, column } = at;
  return new TableError(
    `${source}: line ${line}, column "${column}": expected ${expected}, found ${shownValue(found)}`,
    {
      line,
      column,
    },
  );
}
