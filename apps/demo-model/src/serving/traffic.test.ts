import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../data/census-table.ts';
import { findCensusFile, loadCensus } from '../data/load-census.ts';
import type { ScenarioName, ScenarioRun } from '../state/demo-state.ts';
import { Traffic } from './traffic.ts';

const census = loadCensus(findCensusFile(path.join(import.meta.dirname, '..')));
const RELATIONSHIP = FEATURES.indexOf('RELP');

const run = (name: ScenarioName, startedAtMs: number): ScenarioRun => ({
  name,
  startedAtMs,
  endsAtMs: 1e9,
  startedBy: 'hand',
  ratePerSecond: null,
  trafficBefore: { v2: 1 },
  pipelineBefore: 'p1',
});

function play(traffic: Traffic, scenario: ScenarioRun | null, count = 1_000) {
  const { population, rows, draw } = traffic.of(scenario);
  return Array.from({ length: count }, () => ({ population, row: rows.next(() => true), chance: draw() }));
}

function shareInGroupQuarters(rows: ReturnType<typeof play>): number {
  const column = (population: 'calm' | 'groupQuarters') => census[population].features[RELATIONSHIP];
  return rows.filter(({ population, row }) => [16, 17].includes(column(population)?.[row] ?? -1)).length / rows.length;
}

describe('Traffic', () => {
  it('plays a scenario the same each time, for the same seed', () => {
    const [a, b] = [new Traffic(census, 1), new Traffic(census, 1)];
    const first = play(a, run('population-shift', 5));
    play(a, null);
    expect(play(a, run('population-shift', 99))).toEqual(first);
    play(b, null, 77);
    expect(play(b, run('population-shift', 5))).toEqual(first);
    expect(play(new Traffic(census, 2), run('population-shift', 5))).not.toEqual(first);
  });

  it('goes on with calm where it was, and serves calm people in scenarios that do not change who asks', () => {
    const [a, b] = [new Traffic(census, 1), new Traffic(census, 1)];
    const whole = play(a, null, 300).map(({ row }) => row);
    const parts = [play(b, null, 100), play(b, run('broken-feed', 5), 100), play(b, null, 100)].flat();
    expect(parts.map(({ row }) => row)).toEqual(whole);
    expect(parts.every(({ population }) => population === 'calm')).toBe(true);
  });

  it('turns from a fourteenth to most of the people in group quarters, evenly over time', () => {
    const traffic = new Traffic(census, 1);
    expect(shareInGroupQuarters(play(traffic, null, 3_000))).toBeCloseTo(0.073, 1.5);
    const shift = run('population-shift', 5);
    for (let window = 0; window < 6; window += 1)
      expect(shareInGroupQuarters(play(traffic, shift, 3_000))).toBeCloseTo(0.857, 1.5);
  });
});
