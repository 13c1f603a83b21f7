import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { adwinDetector, startAdwin } from './adwin.ts';
import { createDetector } from './create-detector.ts';
import type { DetectorId } from './detector.ts';
import { DETECTORS } from './index.ts';

type Stream = { n: number; bits: string } | { n: number; values: number[] };
type Case = {
  detector: DetectorId;
  params: Record<string, unknown>;
  stream: string;
  n: number;
  drifts: number[];
  driftCount: number;
  warningRuns?: [number, number][];
  warningRunCount?: number;
  warningCount?: number;
  window?: [number, number, number, number][];
};

const { streams, cases } = golden('detectors.json') as { streams: Record<string, Stream>; cases: Case[] };

function valuesOf(name: string): number[] {
  const stream = streams[name];
  if (stream === undefined) throw new Error(`no stream ${name}`);
  if ('values' in stream) return stream.values;
  const bytes = Buffer.from(stream.bits, 'base64');
  return Array.from({ length: stream.n }, (_, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1);
}

function runsOf(indices: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const index of indices) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

describe.each(Object.keys(DETECTORS) as DetectorId[])('%s agrees with River to the index', (id) => {
  const own = cases.filter(({ detector }) => detector === id);
  test('has cases', () => expect(own.length).toBeGreaterThan(5));
  test.each(own.map((one) => [one.stream, JSON.stringify(one.params), one] as const))('%s with %s', (_s, _p, one) => {
    const detector = createDetector(id, one.params);
    if (detector.state === 'refused') throw new Error(detector.reason);
    const drifts: number[] = [];
    const warnings: number[] = [];
    for (const [index, value] of valuesOf(one.stream).slice(0, one.n).entries()) {
      const { drift, warning, ignored } = detector.update(value);
      if (ignored !== null) throw new Error(ignored);
      if (drift) drifts.push(index);
      if (warning) warnings.push(index);
    }
    expect(drifts.slice(0, one.drifts.length)).toEqual(one.drifts);
    expect(drifts).toHaveLength(one.driftCount);
    const runs = runsOf(warnings);
    expect(runs.slice(0, one.warningRuns?.length ?? 0)).toEqual(one.warningRuns ?? []);
    expect([runs.length, warnings.length]).toEqual([one.warningRunCount ?? 0, one.warningCount ?? 0]);
  });
});

const windows = cases.filter(({ window }) => window !== undefined);
test.each(windows.map((one) => [one.stream, JSON.stringify(one.params), one] as const))(
  'the window of ADWIN is that of River: %s with %s',
  (_stream, _params, { params, stream, window = [] }) => {
    const settings = adwinDetector.params.parse(params);
    let run = startAdwin(settings);
    let drifted = false;
    const expected = new Map(window.map(([n, ...state]) => [n, state]));
    for (const [index, value] of valuesOf(stream).entries()) {
      if (drifted) run = startAdwin(settings);
      drifted = run.update(value).drift;
      const state = expected.get(index + 1);
      if (state === undefined) continue;
      const [width, total, variance] = state;
      expect(run.window.width).toBe(width);
      expect(Math.abs(run.window.total - total)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(total)));
      expect(Math.abs(run.window.variance - variance)).toBeLessThanOrEqual(1e-9 * Math.max(1, variance));
    }
  },
);
