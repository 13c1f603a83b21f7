import { gzipSync } from 'node:zlib';
import { getReferenceDraft, type Ctx } from '@leeway/services';
import { createTestDatabase, seededRandom, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftOfUpload } from './draft-of-upload.ts';
import { MAX_UPLOAD_BYTES, receiveFile, refuseTooLarge } from './receive-file.ts';

const START_MS = Date.UTC(2026, 10, 20);
let database: TestDatabase;
const as = (role: 'viewer' | 'approver' | 'admin'): Ctx => ({
  db: database.db,
  actor: { kind: 'person', id: 'ada', name: 'Ada', role },
  now: () => new Date(),
  requestId: 'test',
});

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

/** As a browser's body comes: in parts that end anywhere. */
function bodyOf(content: string | Uint8Array, partBytes = 4_099): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(content as string);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(new Uint8Array(bytes.subarray(at, at + partBytes)));
      at += partBytes;
    },
  });
}

const send = (name: string, content: string | Uint8Array, more: Record<string, string> = {}, ctx = as('admin')) =>
  draftOfUpload({ ctx, query: { name, ...more }, body: bodyOf(content) });
const read = (draftId: string) => getReferenceDraft({ ctx: as('admin'), input: { draftId } });

function csv(rows: number): string {
  const random = seededRandom(7);
  const lines = Array.from({ length: rows }, (_, row) => {
    const age = row % 50 === 3 ? '' : String(20 + Math.floor(random() * 50));
    return `${new Date(START_MS + row * 1_000).toISOString()},${age},"${random() < 0.5 ? 'Zürich, CH' : 'Bern'}",${random().toFixed(4)},${row % 3 === 0 ? 1 : 0}`;
  });
  return ['time,age,city,score,label', ...lines].join('\r\n');
}

const event = (index: number, model?: string) => ({
  ...(model === undefined ? {} : { model }),
  time: START_MS + index * 1_000,
  features: { x: index % 17, ok: index % 2 === 0 },
  score: 0.5,
});
const jsonLines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

describe('a file becomes a draft', () => {
  it('from CSV: kinds told from cells, empty cells are missing, times and labels by their names', async () => {
    const { draftId, rowCount } = await send('training.csv', csv(1_000));
    expect(rowCount).toBe(1_000);
    const draft = await read(draftId);
    expect(draft).toMatchObject({
      modelId: null,
      source: 'the file training.csv',
      fromMs: START_MS,
      toMs: START_MS + 999_000,
      hasLabels: true,
      provenance: { kind: 'file', file: { name: 'training.csv' } },
    });
    expect(draft.features.map(({ name, kind, missing }) => [name, kind, missing])).toEqual([
      ['age', 'numeric', 0.02],
      ['city', 'categorical', 0],
      ['prediction', 'numeric', 0],
    ]);
  });

  it('from packed CSV with declared kinds and named columns', async () => {
    const content = csv(500).replace('time,age,city,score,label', 'when,age,city,p,y');
    const more = { kinds: '{"age":"categorical"}', time: 'when', score: 'p', label: 'y', ignore: 'city' };
    const { draftId } = await send('a.csv.gz', gzipSync(content), more);
    const draft = await read(draftId);
    expect(draft.features.map(({ name, kind }) => [name, kind])).toEqual([
      ['age', 'categorical'],
      ['prediction', 'numeric'],
    ]);
    expect(draft).toMatchObject({ hasTime: true, hasLabels: true });
  });

  it('from JSON Lines that are events of a model, and from flat rows', async () => {
    const events = Array.from({ length: 300 }, (_, index) => event(index, 'credit'));
    const first = await read((await send('events.jsonl', jsonLines(events))).draftId);
    expect(first).toMatchObject({ modelId: 'credit', rowCount: 300, hasTime: true });
    expect(first.features.map(({ name, kind }) => [name, kind])).toEqual([
      ['x', 'numeric'],
      ['ok', 'boolean'],
      ['prediction', 'numeric'],
    ]);
    const flat = Array.from({ length: 300 }, (_, index) => ({ x: index, y: 'a' }));
    const second = await read((await send('flat', jsonLines(flat))).draftId);
    expect(second).toMatchObject({ modelId: null, rowCount: 300, hasTime: false });
    expect(second.warnings.join()).toMatch(/no times/u);
  });
});

describe('a file that does not fit is refused with its place', () => {
  const rows = csv(300).split('\r\n');
  const cut = (line: number, text: string) => [...rows.slice(0, line - 1), text, ...rows.slice(line)].join('\r\n');
  const many = (count: number) => Array.from({ length: count }, (_, index) => event(index, 'a'));
  it.each([
    ['a quote that never closes', 'a.csv', cut(9, '1,"x'), /line \d+, column "age"/u, 'TableError'],
    [
      'a quote inside a cell',
      'a.csv',
      cut(9, '2026-11-20,1,a"b,0.5,1'),
      /line 9, column "city": expected quotes/u,
      'TableError',
    ],
    ['too few cells', 'a.csv', cut(9, '1,2'), /line 9: expected 5 cells, found 2/u, 'TableError'],
    ['a score beyond 1', 'a.csv', cut(9, '2026-11-20,1,a,7,1'), /line 9, column "score"/u, 'TableError'],
    ['a time that is none', 'a.csv', cut(9, 'yesterday,1,a,0.5,1'), /line 9, column "time"/u, 'TableError'],
    ['zero bytes', 'a.csv', cut(9, '1,\u0000'), /line 9.*found a zero byte/u, 'TableError'],
    ['one huge line', 'a.csv', `a,b\n${'x'.repeat(3_000_000)}`, /rows of at most 1048576 bytes/u, 'TableError'],
    ['one huge line of JSON', 'a.jsonl', `{"a":"${'x'.repeat(3_000_000)}`, /line 1 is longer/u, 'TableError'],
    ['broken JSON', 'a.jsonl', `${jsonLines(many(5))}\n{"x":`, /line 6 is not JSON/u, 'TableError'],
    ['a JSON list', 'a.json', '[{"a":1}]', /one object a line/u, 'TableError'],
    ['a spreadsheet', 'a.csv', 'PK\u0003\u0004', /save it as CSV/u, 'TableError'],
    [
      'events of two models',
      'a.jsonl',
      jsonLines([...many(3), event(4, 'b')]),
      /line 4.*of the model "a"/u,
      'TableError',
    ],
    ['UTF-16', 'a.csv', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'), /UTF-16/u, 'TableError'],
    ['what is no gzip', 'a.csv.gz', 'a,b\n1,2\n', /could not be read/u, 'TableError'],
    ['nothing', 'a.csv', '', /empty/u, 'ServiceError'],
    ['too few rows', 'a.csv', rows.slice(0, 50).join('\n'), /49 rows: a reference needs 200/u, 'ServiceError'],
    [
      'a zero byte in the name of a feature',
      'a.jsonl',
      jsonLines(many(300).map((one) => ({ ...one, features: { 'a\u0000': 1 } }))),
      /cannot be stored/u,
      'ServiceError',
    ],
  ])('%s', async (_case, name, content, message, kind) => {
    const error: unknown = await send(name, content).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: kind });
    expect(String(error)).toMatch(message);
  });

  it('and nothing of it is kept', async () => {
    const drafts = await database.db.referenceDraft.count();
    await expect(send('a.csv', 'a,b\n1\n')).rejects.toThrow(/line 2/u);
    expect(await database.db.referenceDraft.count()).toBe(drafts);
  });

  it.each([
    ['a name', { name: ' ' }, /name/u],
    ['kinds', { name: 'a.csv', kinds: '{"a":"colour"}' }, /kinds/u],
    ['JSON', { name: 'a.csv', kinds: '{' }, /kinds: not JSON/u],
    ['what is not asked', { name: 'a.csv', evil: '1' }, /evil/u],
  ])('an address without %s', async (_case, query, message) => {
    const refused = draftOfUpload({ ctx: as('admin'), query, body: bodyOf('a\n1\n') });
    await expect(refused).rejects.toMatchObject({ code: 'invalid' });
    await expect(refused).rejects.toThrow(message);
  });
});

describe('bounds', () => {
  it('is for administrators, before a byte is read', async () => {
    let wasRead = false;
    const body = new ReadableStream<Uint8Array>(
      { pull: (controller) => ((wasRead = true), controller.close()) },
      { highWaterMark: 0 },
    );
    const refused = draftOfUpload({ ctx: as('approver'), query: { name: 'a.csv' }, body });
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    expect(wasRead).toBe(false);
  });

  it('refuses by the length that is said, and by what really comes', async () => {
    const headers = new Headers({ 'content-length': String(MAX_UPLOAD_BYTES + 1) });
    expect(() => refuseTooLarge(headers)).toThrow(expect.objectContaining({ status: 413 }));
    await expect(receiveFile(bodyOf('x'.repeat(10_000)), { maxBytes: 9_999 })).rejects.toMatchObject({ status: 413 });
  });

  it('gives up on a body that stalls', async () => {
    const stalled = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
    await expect(receiveFile(stalled, { idleMs: 50 })).rejects.toMatchObject({ status: 408 });
  });

  it('reads two files at a time, and says so to the third', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 3 }, () => send('a.csv', csv(2_000))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[2]).toMatchObject({ reason: { status: 503 } });
    await expect(send('a.csv', csv(300))).resolves.toMatchObject({ rowCount: 300 });
  });

  it('keeps ten drafts of a person, the newest', async () => {
    for (let index = 0; index < 12; index += 1) await send('a.csv', csv(200));
    expect(await database.db.referenceDraft.count({ where: { requesterId: 'ada' } })).toBe(10);
  });
});
