import { getSlo, listSlos, ListSlosInput, type Ctx } from '@leeway/services';
import type { Db } from '@leeway/store';
import { percentile } from '../percentile.ts';

const TIMES = 40;
/** The first ones read what nobody has read before. */
const WARM_UP = 5;

type Times = { p50: number; p95: number };
export type ListReport = { slos: number; firstPage: Times; filtered: Times; lastPage: Times; detail: Times };

async function timesOf(work: () => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  for (let index = 0; index < TIMES + WARM_UP; index += 1) {
    const startedMs = performance.now();
    await work();
    if (index >= WARM_UP) times.push(performance.now() - startedMs);
  }
  return { p50: Math.round(percentile(times, 50)), p95: Math.round(percentile(times, 95)) };
}

/** How long the use cases behind the list and the page of one SLO take, with `slos` of them in use. */
export async function measureList(db: Db, input: { nowMs: number; slos: number }): Promise<ListReport> {
  const kept = await db.slo.findMany({ where: { archivedAt: null }, select: { id: true }, take: input.slos });
  await db.slo.updateMany({
    where: { archivedAt: null, id: { notIn: kept.map(({ id }) => id) } },
    data: { archivedAt: new Date() },
  });
  const ctx: Ctx = {
    db,
    actor: { kind: 'person', id: 'bench', name: 'bench', role: 'viewer' },
    now: () => new Date(input.nowMs),
    requestId: 'bench',
  };
  const list = (changes: Record<string, unknown>) => listSlos({ ctx, input: ListSlosInput.parse(changes) });
  const first = await list({});
  if (first.total !== input.slos) throw new Error(`${first.total} of ${input.slos} SLOs were listed`);
  let last = first;
  for (let page = 0; last.nextCursor !== null && page < 1_000; page += 1)
    last = await list({ limit: 100, cursor: last.nextCursor });
  const { id: worst = '' } = first.items[0] ?? {};
  const place = { rank: 4, left: last.items[0]?.remaining ?? 0, name: '', id: '' };
  return {
    slos: input.slos,
    firstPage: await timesOf(() => list({})),
    filtered: await timesOf(() => list({ text: 'error 12', kind: 'availability' })),
    lastPage: await timesOf(() => list({ cursor: place })),
    detail: await timesOf(() => getSlo({ ctx, input: { id: worst, rangeMinutes: null } })),
  };
}
