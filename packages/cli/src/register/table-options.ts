import { ROLES, type TableColumns } from '@leeway/tables';

/** Options of commands that read a reference from a table. */
export const TABLE_OPTIONS = {
  time: { value: 'COLUMN', help: 'of a table: when the row was, "time" where there is such a column' },
  score: { value: 'COLUMN', help: 'of a table: probability of the positive class, else "score"' },
  prediction: { value: 'COLUMN', help: 'of a table: the answer, else "prediction"' },
  label: { value: 'COLUMN', help: 'of a table: what turned out to be true, else "label"' },
  ignore: { value: 'COLUMN', help: 'of a table: columns that are no features', many: true },
};

export function tableColumns(
  options: Record<string, string | undefined>,
  lists: Record<string, readonly string[]>,
): TableColumns {
  const named = ROLES.flatMap((role) => {
    const column = options[role];
    return column === undefined ? [] : [[role, column] as const];
  });
  return { ...Object.fromEntries(named), ignore: (lists['ignore'] ?? []).flatMap((names) => names.split(',')) };
}
