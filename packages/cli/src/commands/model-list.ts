import { listModels } from '@leeway/services';
import type { Command } from '../command.ts';
import { withStore } from '../with-store.ts';

export const modelList: Command = {
  name: 'model list',
  summary: 'models that are watched, and how they are',
  options: {},
  run: async ({ io }) => {
    const models = await withStore(io, (ctx) => listModels({ ctx }));
    const rows = models.map(({ id, status, unknownReason, version, lastEventMs }) => [
      id,
      unknownReason === null ? status : `${status}: ${unknownReason}`,
      version === '' ? '-' : version,
      lastEventMs === null ? '-' : new Date(lastEventMs).toISOString(),
    ]);
    return {
      text:
        models.length === 0
          ? 'No models yet: leeway model register --help'
          : table([['MODEL', 'STATUS', 'VERSION', 'LAST EVENT'], ...rows]),
      json: models.map(({ id, name, status, unknownReason, version, lastEventMs }) => ({
        id,
        name,
        status,
        unknownReason,
        version,
        lastEventMs,
      })),
    };
  },
};

function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
