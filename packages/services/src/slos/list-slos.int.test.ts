import type { Actor } from '@leeway/response';
import { defaultSpec } from '@leeway/slo';
import { createTestDatabase, seededRandom, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { listSlos, ListSlosInput, type SloList } from './list-slos.ts';
import type { SloRow } from './slo-views.ts';
import { createModel } from './test-history.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const COUNT = 140;
const ADA: Actor = { kind: 'person', id: 'ada', name: 'Ada', role: 'viewer' };
let database: TestDatabase;
const ctx = (): Ctx => ({ db: database.db, actor: ADA, now: () => new Date(NOW), requestId: 'test' });
const list = (changes: Record<string, unknown> = {}) => listSlos({ ctx: ctx(), input: ListSlosInput.parse(changes) });

const STATES = ['ok', 'burning', 'exhausted', 'unknown'];
const firing = (severity: string) => [
  { rowId: '60m/5m', severity, firing: true, sinceMs: NOW, frozen: false, young: false, longBurn: 20, shortBurn: 20 },
];

beforeAll(async () => {
  database = await createTestDatabase();
  await createModel(database.db, 'one');
  await createModel(database.db, 'two');
  const random = seededRandom(7);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  for (let index = 0; index < COUNT; index += 1) {
    const id = `slo-${index}`;
    const kind = pick(['availability', 'drift'] as const);
    await database.db.slo.create({
      data: {
        id,
        modelId: pick(['one', 'two']),
        name: `${pick(['alpha', 'Beta', '100 % gamma'])} ${index}`,
        kind,
        spec: defaultSpec({ kind, target: 0.99, windowDays: 7 }),
        target: 0.99,
        windowDays: 7,
        createdBy: 'Ada',
        archivedAt: index % 20 === 0 ? new Date(NOW) : null,
      },
    });
    if (index % 15 === 3) continue;
    const state = pick(STATES);
    await database.db.sloStatus.create({
      data: {
        sloId: id,
        asOf: new Date(NOW),
        good: 1n,
        bad: 0n,
        coverage: 1,
        // Few different ones, so that names and ids have to break ties.
        budgetRemaining: pick([null, -1, 0.1, 0.5, 1]),
        burnRate: null,
        state,
        alert: state === 'burning' ? firing(pick(['page', 'ticket'])) : [],
        measuredAt: pick([null, new Date(NOW - 60_000), new Date(NOW - 3_600_000)]),
      },
    });
  }
});
afterAll(async () => {
  await database.drop();
});

async function walk(changes: Record<string, unknown>): Promise<SloList[]> {
  const pages: SloList[] = [await list(changes)];
  for (let last = pages[0]; last?.nextCursor != null && pages.length < 1_000; last = pages.at(-1))
    pages.push(await list({ ...changes, cursor: last.nextCursor }));
  return pages;
}

function rank(row: SloRow): number {
  if (row.firing?.severity === 'page') return 0;
  return { exhausted: 1, burning: 2, unknown: 3, ok: 4 }[row.state];
}

describe('the list of SLOs', () => {
  it('comes in pages, each SLO once, the worst first, the same however long a page is', async () => {
    const whole = (await walk({ limit: 100 })).flatMap(({ items }) => items);
    expect(new Set(whole.map(({ id }) => id)).size).toBe(COUNT - COUNT / 20);
    for (const [index, row] of whole.slice(1).entries()) {
      const before = whole[index] as SloRow;
      expect(rank(before)).toBeLessThanOrEqual(rank(row));
      if (rank(before) === rank(row))
        expect(before.remaining ?? Infinity).toBeLessThanOrEqual(row.remaining ?? Infinity);
    }
    for (const limit of [1, 7, 50]) {
      const pages = await walk({ limit });
      expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(whole.map(({ id }) => id));
    }
  });

  it('counts by state as its rows say it, stale ones as unknown, whichever state is shown', async () => {
    const all = (await walk({ limit: 100 })).flatMap(({ items }) => items);
    const { counts, total } = await list();
    expect(total).toBe(all.length);
    for (const state of ['ok', 'burning', 'exhausted', 'unknown'] as const) {
      const of = all.filter((row) => row.state === state);
      expect(counts[state]).toBe(of.length);
      const shown = await walk({ state, limit: 100 });
      expect(shown.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(of.map(({ id }) => id));
      expect(shown[0]?.counts).toEqual(counts);
    }
    expect(counts.unknown).toBeGreaterThan(all.filter(({ asOfMs }) => asOfMs === null).length);
  });

  it('filters by model, kind, archived and by a text that is taken as it is written', async () => {
    const ids = async (changes: Record<string, unknown>) =>
      (await walk({ limit: 100, ...changes })).flatMap(({ items }) => items);
    expect((await ids({ modelId: 'one' })).every((row) => row.modelId === 'one')).toBe(true);
    expect((await ids({ kind: 'drift' })).every((row) => row.kind === 'drift')).toBe(true);
    expect(await ids({ archived: true })).toHaveLength(COUNT / 20);
    const beta = await ids({ text: 'BETA' });
    expect(beta.length).toBeGreaterThan(10);
    expect(beta.every((row) => row.name.startsWith('Beta'))).toBe(true);
    const gamma = await ids({ text: '0 % g' });
    expect(gamma.every((row) => row.name.startsWith('100 % gamma'))).toBe(true);
    expect(gamma.length).toBeGreaterThan(10);
    expect(await ids({ text: 'a_p' })).toEqual([]);
    expect((await ids({ text: 'two' })).length).toBe((await ids({ modelId: 'two' })).length);
  });

  it('takes no page longer than a hundred and no made-up cursor', () => {
    expect(ListSlosInput.safeParse({ limit: 101 }).success).toBe(false);
    expect(ListSlosInput.safeParse({ cursor: { rank: 1, left: 'x', name: '', id: '' } }).success).toBe(false);
  });
});
