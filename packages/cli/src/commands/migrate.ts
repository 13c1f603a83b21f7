import { fileURLToPath } from 'node:url';
import { migrate } from '@leeway/store';
import type { Command } from '../command.ts';
import { databaseUrl } from '../with-store.ts';

const PRISMA_DIR = fileURLToPath(new URL('../../../../prisma', import.meta.url));

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database up to this version',
  options: { prisma: { value: 'FOLDER', help: 'folder with the migrations, if not the one of this installation' } },
  run: async ({ options, io }) => {
    const { applied } = await migrate({
      connectionString: databaseUrl(io),
      prismaDir: options['prisma'] ?? PRISMA_DIR,
    });
    return {
      text: applied.length === 0 ? 'Up to date.' : `Applied ${applied.join(', ')}.`,
      json: { applied },
    };
  },
};
