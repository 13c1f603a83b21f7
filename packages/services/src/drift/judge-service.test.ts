import { LATENCY_EDGES_MS, type ServiceCounts } from '@leeway/drift';
import { describe, expect, it } from 'vitest';
import { judgeService } from './judge-service.ts';
import { emptyServiceMemory, type ServiceMemory } from './service-memory.ts';

/** `latencies`: share of events by latency in ms. */
function counts(
  events: number,
  errors: number,
  latencies: Record<number, number> = { 20: 0.9, 30: 0.1 },
): ServiceCounts {
  const latencyCounts = new Float64Array(LATENCY_EDGES_MS.length + 1);
  for (const [edge, share] of Object.entries(latencies))
    latencyCounts[LATENCY_EDGES_MS.findIndex((one) => one === Number(edge))] = Math.round(events * share);
  return { events, errors, latencyCounts };
}

const panes = { paneMs: 10_000, windowPanes: 3 };

function calm(windows: number, pane: ServiceCounts, window = pane): ServiceMemory {
  let memory = emptyServiceMemory();
  for (let index = 0; index < windows; index += 1)
    ({ memory } = judgeService({ ...panes, window, leaving: index === 0 ? null : pane, memory }));
  return memory;
}

describe('judgeService', () => {
  const memory = calm(30, counts(1_000, 1), counts(3_000, 3));

  it('has nothing to say before it knows what is usual', () => {
    const { service } = judgeService({
      ...panes,
      window: counts(3_000, 300),
      leaving: null,
      memory: emptyServiceMemory(),
    });
    expect(service.errors.verdict).toBe('insufficient');
    expect(service.latency.verdict).toBe('insufficient');
  });

  it.each([
    ['nothing new', counts(3_000, 3), 'ok', 'ok'],
    ['no events', counts(0, 0), 'no-data', 'no-data'],
    ['few events, all failed', counts(50, 50), 'insufficient', 'insufficient'],
    ['5 % failed', counts(3_000, 150), 'critical', 'ok'],
    ['1.5 % failed', counts(3_000, 45), 'warning', 'ok'],
    ['0.5 % failed: significant, but nobody cares', counts(3_000, 15), 'ok', 'ok'],
    ['3 of 100 failed: could be chance', counts(100, 3), 'ok', 'ok'],
    ['all 400 ms slower', counts(3_000, 3, { 500: 1 }), 'ok', 'critical'],
    ['a tenth 400 ms slower', counts(3_000, 3, { 20: 0.8, 30: 0.1, 500: 0.1 }), 'ok', 'critical'],
    ['1 % slower', counts(3_000, 3, { 20: 0.89, 30: 0.1, 500: 0.01 }), 'ok', 'ok'],
    ['a little slower for all', counts(3_000, 3, { 25: 0.9, 30: 0.1 }), 'ok', 'ok'],
  ])('%s', (_case, window, errors, latency) => {
    const { service } = judgeService({ ...panes, window, leaving: null, memory });
    expect([service.errors.verdict, service.latency.verdict]).toEqual([errors, latency]);
  });

  it('is above what any calm day throws up: 5 % where 4 % is usual is no incident', () => {
    const usual = calm(30, counts(1_000, 40), counts(3_000, 120));
    const { service } = judgeService({ ...panes, window: counts(3_000, 150), leaving: null, memory: usual });
    expect(service.errors.verdict).toBe('ok');
    expect(service.errors.critical).toBeGreaterThan(0.08);
  });

  it('does not learn from an incident, however long', () => {
    let now = memory;
    let verdict = '';
    for (let index = 0; index < 500; index += 1) {
      // A bad pane leaves only after three windows held it.
      const leaving = index < 3 ? counts(1_000, 1) : counts(1_000, 50);
      const judged = judgeService({ ...panes, window: counts(3_000, 150), leaving, memory: now });
      now = judged.memory;
      ({ verdict } = judged.service.errors);
    }
    expect(verdict).toBe('critical');
    expect(now.errors / now.events).toBeLessThan(0.002);
  });

  it('holds the level while the share stays near its threshold, and lets go below', () => {
    const { memory: bad } = judgeService({ ...panes, window: counts(3_000, 75), leaving: null, memory });
    expect(bad.errorsLevel).toBe('critical');
    const near = judgeService({ ...panes, window: counts(3_000, 50), leaving: null, memory: bad });
    expect(near.service.errors.verdict).toBe('critical');
    const gone = judgeService({ ...panes, window: counts(3_000, 6), leaving: null, memory: near.memory });
    expect(gone.service.errors.verdict).toBe('ok');
  });

  it('forgets with a half-life of half an hour', () => {
    const before = memory.events;
    let now = memory;
    for (let index = 0; index < 180; index += 1)
      ({ memory: now } = judgeService({
        ...panes,
        window: counts(3_000, 3),
        leaving: { ...counts(1, 0) },
        memory: now,
      }));
    expect(now.events).toBeGreaterThan(before / 2);
    expect(now.events).toBeLessThan(before / 2 + 180);
  });
});
