import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { diffRequest, openSchemaEngine } from './engine.ts';

// Usage: DATABASE_URL=… node create-migration.ts NAME
// Writes the SQL that leads from the committed schema to the one in the working tree.
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const name = process.argv[2];
const connectionString = process.env['DATABASE_URL'];
if (!name || !connectionString) throw new Error('usage: DATABASE_URL=… node create-migration.ts NAME');

function committedSchema(): string | null {
  try {
    return execFileSync('git', ['show', 'HEAD:prisma/schema.prisma'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}

const schemaPath = join(root, 'prisma/schema.prisma');
const schemaText = await readFile(schemaPath, 'utf8');
const { engine, close } = await openSchemaEngine({ connectionString, schemaPath, schemaText });
const { stdout } = await engine.diff(diffRequest(committedSchema(), schemaText));
const stamp = new Date().toISOString().replace(/\D/gu, '').slice(0, 14);
const directory = join(root, 'prisma/migrations', `${stamp}_${name}`);
await mkdir(directory, { recursive: true });
await writeFile(join(directory, 'migration.sql'), stdout ?? '');
process.stdout.write(`${directory}/migration.sql\n`);
await close();
