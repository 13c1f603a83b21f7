import { listModels } from '@leeway/services';
import type { Command } from '../command.ts';
import { textTable } from '../text-table.ts';
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
          : textTable([['MODEL', 'STATUS', 'VERSION', 'LAST EVENT'], ...rows]),
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
