import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { createTestDatabase, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let database: TestDatabase;
let folder: string;
const manifest = { id: 'cli-model', name: 'By command', predictionTopic: 'cli.predictions' };
const lines = Array.from({ length: 300 }, (_, index) =>
  JSON.stringify({
    id: `r${index}`,
    model: 'cli-model',
    time: 0,
    features: { x: index % 17 },
    score: (index % 10) / 10,
  }),
).join('\n');

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'leeway-cli-'));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'rows.jsonl.gz'), gzipSync(lines));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

async function leeway(
  line: string,
  env: Record<string, string> = { DATABASE_URL: database.connectionString },
  stdin = '',
) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(line.split(' '), {
    env,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    stdin: Readable.from([stdin]),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

it('migrates a database that is up to date without doing anything', async () => {
  expect(await leeway('migrate')).toEqual({ code: 0, out: 'Up to date.', err: '' });
});

it('registers from a packed file, an address and standard input alike', async () => {
  const file = await leeway(`model register --file ${folder}/manifest.json --reference ${folder}/rows.jsonl.gz`);
  expect(file).toMatchObject({ code: 0, err: '' });
  expect(file.out).toMatch(/^Registered cli-model: reference [0-9a-f]{12} of 300 rows\.$/u);
  const server = createServer((_, response) => response.end(lines));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/reference?token=secret`;
  const byUrl = await leeway(`model register --json --file ${folder}/manifest.json --reference ${url}`);
  server.close();
  expect(JSON.parse(byUrl.out)).toMatchObject({ modelId: 'cli-model', rowCount: 300, outcome: 'updated' });
  const byStdin = await leeway(`model register --file ${folder}/manifest.json --reference -`, undefined, lines);
  expect(byStdin).toMatchObject({ code: 0 });
  const stored = await database.db.reference.findMany({ select: { provenance: true } });
  expect(JSON.stringify(stored)).not.toContain('secret');
  const list = await leeway('model list');
  expect(list.out).toMatch(/cli-model\s+unknown: no events yet/u);
});

it.each([
  ['an unknown command', 'modle list', {}, 2, /unknown command: modle list/u],
  ['a missing option', 'model register --file x', {}, 2, /--reference is missing/u],
  ['an unknown option', 'model list --colour', {}, 2, /colour/u],
  ['no database', 'model list', {}, 2, /DATABASE_URL is not set/u],
  ['a database that is no PostgreSQL', 'model list', { DATABASE_URL: 'mysql://x' }, 2, /not a PostgreSQL address/u],
  [
    'a database that does not answer',
    'model list',
    { DATABASE_URL: 'postgres://u:p@127.0.0.1:9/x' },
    1,
    /does not answer/u,
  ],
])('says what is wrong with %s', async (_case, line, env, code, message) => {
  const result = await leeway(line, env);
  expect(result.code).toBe(code);
  expect(result.err).toMatch(message);
  expect(result.out).toBe('');
});

it('names the line that is no JSON', async () => {
  const result = await leeway(
    `model register --file ${folder}/manifest.json --reference -`,
    undefined,
    `${lines}\n{"id":`,
  );
  expect(result).toMatchObject({ code: 1, err: 'leeway: -: line 301 is not JSON' });
});

it('makes a sign-in link and proves the audit chain', async () => {
  const link = await leeway('sign-in-link --url https://leeway.example:8443/');
  expect(link.out).toMatch(/^https:\/\/leeway\.example:8443\/sign-in\/link\?token=\S+$/u);
  expect(await leeway('sign-in-link --url ftp://x')).toMatchObject({ code: 2 });
  const verified = await leeway('audit verify --json');
  expect(verified.code).toBe(0);
  expect(JSON.parse(verified.out)).toMatchObject({ ok: true });
  await database.db.$executeRawUnsafe('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only');
  await database.db.$executeRaw`UPDATE audit_entry SET action = 'nothing.happened' WHERE seq = 1`;
  const broken = await leeway('audit verify');
  expect(broken.code).toBe(1);
  expect(broken.out).toContain('broken at entry 1');
});
