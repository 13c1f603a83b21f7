import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { decodeReference } from '@leeway/drift';
import { createTestDatabase, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../run-cli.ts';

let database: TestDatabase;
let folder: string;

const row = (i: number) => ({
  amount: i % 17 === 3 ? '' : String(i / 4),
  country: ['DE', 'FR', 'NA'][i % 3],
  plan: String(i % 3),
  vip: i % 2 === 0 ? 'true' : 'false',
  note: `customer number ${i} wrote a few words, "as ever"`,
  p: String((i % 10) / 10),
  churned: i % 11 === 0 ? '' : String(i % 10 > 6 ? 1 : 0),
  seen: new Date(Date.UTC(2026, 10, 1) + i * 60_000).toISOString(),
  internal: `x${i}`,
});
const names = Object.keys(row(0));
const quoted = (cell: string): string => (/[",]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = [
  names.join(','),
  ...Array.from({ length: 1_500 }, (_, i) =>
    Object.values(row(i))
      .map((cell) => quoted(cell ?? ''))
      .join(','),
  ),
].join('\r\n');

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'leeway-register-'));
  const manifest = {
    id: 'churn',
    name: 'Churn',
    predictionTopic: 'churn.predictions',
    features: { plan: 'categorical' },
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'rows.csv'), csv);
  await writeFile(join(folder, 'rows.csv.gz'), gzipSync(csv));
  const flat = Array.from({ length: 300 }, (_, i) => JSON.stringify({ ...row(i), amount: i, vip: i % 2 === 0 }));
  await writeFile(join(folder, 'flat.jsonl'), flat.join('\n'));
  await writeFile(join(folder, 'bad.csv'), 'amount,score\n1,0.5\n2,7\n');
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

function register(reference: string, ...more: string[]) {
  const file = join(folder, 'manifest.json');
  return leeway('model', 'register', '--json', '--file', file, '--reference', join(folder, reference), ...more);
}

async function leeway(...words: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const bars: string[] = [];
  const code = await runCli(words, {
    env: { DATABASE_URL: database.connectionString },
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    stdin: Readable.from([]),
    terminal: { write: (text) => bars.push(text), columns: 100 },
  });
  return { code, out: out.join('\n'), err: err.join('\n'), bars: bars.join('') };
}

const ROLES = ['--score', 'p', '--label', 'churned', '--time', 'seen', '--ignore', 'internal'];

async function referenceOf(json: string) {
  const { referenceId } = JSON.parse(json) as { referenceId: string };
  const { body } = await database.db.reference.findUniqueOrThrow({ where: { id: referenceId } });
  return decodeReference(body);
}

describe('a table', () => {
  it('becomes a reference: kinds told from the cells, scores by class, where it came from', async () => {
    const done = await register('rows.csv', ...ROLES);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.bars).toContain('rows.csv');
    const reference = await referenceOf(done.out);
    expect(reference.features.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'amount numeric',
      'country categorical',
      'plan categorical',
      'vip boolean',
      'note.length numeric',
      'note.tokens numeric',
      'prediction numeric',
    ]);
    expect(reference.features[0]).toMatchObject({ values: 1_500 - 89, missing: 89 });
    const labelled = [...(reference.quality?.positive ?? []), ...(reference.quality?.negative ?? [])];
    expect(labelled.reduce((sum, count) => sum + count, 0)).toBe(1_500 - 137);
    expect(reference.provenance).toMatchObject({
      kind: 'file',
      fromMs: Date.UTC(2026, 10, 1),
      toMs: Date.UTC(2026, 10, 1) + 1_499 * 60_000,
      file: {
        name: 'rows.csv',
        sha256: createHash('sha256')
          .update(await readFile(join(folder, 'rows.csv')))
          .digest('hex'),
      },
    });
  });
  it('packed gives the same counts', async () => {
    const [plain, packed] = [await register('rows.csv', ...ROLES), await register('rows.csv.gz', ...ROLES)];
    expect((await referenceOf(packed.out)).counts).toEqual((await referenceOf(plain.out)).counts);
  });
  it('may be JSON lines without events in them', async () => {
    const done = await register('flat.jsonl', '--score', 'p', '--ignore', 'internal,seen,churned,note');
    expect(done).toMatchObject({ code: 0, err: '' });
    const reference = await referenceOf(done.out);
    expect(reference.features.map(({ name }) => name)).toEqual(['amount', 'country', 'plan', 'vip', 'prediction']);
  });
  it.each([
    ['bad.csv', [], /bad\.csv: line 3, column "score": expected a probability from 0 to 1, found "7"/u],
    ['rows.csv', ['--score', 'q'], /expected a column "q", found "amount", "country"/u],
    ['rows.csv', ['--time', 'note'], /line 2, column "note": expected an ISO date/u],
  ])('of %s with %p is refused with what is wrong', async (file, more, message) => {
    const refused = await register(file, ...more);
    expect(refused.code).toBe(1);
    expect((JSON.parse(refused.err) as { error: string }).error).toMatch(message);
  });
});

describe('several references', () => {
  it('are added, listed, and one of them is chosen', async () => {
    const first = JSON.parse((await register('rows.csv', ...ROLES)).out) as { referenceId: string };
    const more = ['--reference', join(folder, 'rows.csv.gz'), '--reason', 'packed', ...ROLES];
    const added = await leeway('model', 'add-reference', '--json', '--model', 'churn', ...more);
    expect(added).toMatchObject({ code: 0, err: '' });
    const second = JSON.parse(added.out) as { referenceId: string };
    expect(second).toMatchObject({ isNew: true, active: false, rowCount: 1_500 });
    // Declared when the model was registered, and so for every reference of it.
    const reference = await referenceOf(added.out);
    expect(reference.features.find(({ name }) => name === 'plan')?.kind).toBe('categorical');
    const listed = async () => (await leeway('model', 'references', '--model', 'churn')).out;
    expect(await listed()).toMatch(new RegExp(`${second.referenceId}\\s+1500 .*rows\\.csv\\.gz: churn, packed`, 'u'));
    const use = ['--model', 'churn', '--reference', second.referenceId, '--reason', 'to see'];
    expect(await leeway('model', 'use-reference', ...use)).toMatchObject({ code: 0, err: '' });
    expect(await listed()).toMatch(new RegExp(`${second.referenceId}\\s+active`, 'u'));
    expect(second.referenceId).not.toBe(first.referenceId);
    const wrong = await leeway('model', 'use-reference', '--model', 'churn', '--reference', 'nope', '--reason', 'x');
    expect(wrong.code).not.toBe(0);
    expect(wrong.err).toMatch(/referenceId/u);
  });
});
