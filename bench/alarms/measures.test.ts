import { alarmCells, AlarmSettings, judgeFeatureAlarm, learnFeatureAlarm } from '@leeway/drift';
import { describe, expect, test } from 'vitest';
import { featureMix } from './feature-mix.ts';
import { measureCalm } from './measure-calm.ts';
import { measureDelays } from './measure-delays.ts';
import { isChiSquareBeyond, isKolmogorovBeyond, jensenShannon, psi } from './peer-distances.ts';
import { countRuns } from './peer-rules.ts';
import { packTable, unpackTable } from './real/real-table.ts';
import { poissonUpper } from './report.ts';
import { STEP_MS } from './simulate-feature.ts';
import { DAY_MS, START_MS } from './watch-model.ts';
import { watchFeature } from './watch-feature.ts';

describe('other rules', () => {
  // SciPy 1.17.1: chi2_contingency, kstwobign, spatial.distance.jensenshannon.
  test('chi-square has its 5 % point: p = 0.052 is below, p = 0.0001 beyond', () => {
    const reference = Float64Array.of(310, 390, 300);
    expect(isChiSquareBeyond(Float64Array.of(30, 50, 20), reference, 0.05)).toBe(false);
    expect(isChiSquareBeyond(Float64Array.of(40, 50, 10), reference, 0.001)).toBe(true);
  });

  test('Kolmogorov’s points are 1.3581 and 1.9495', () => {
    expect(isKolmogorovBeyond(1.357 * Math.sqrt(2 / 100), 100, 100, 0.05)).toBe(false);
    expect(isKolmogorovBeyond(1.359 * Math.sqrt(2 / 100), 100, 100, 0.05)).toBe(true);
    expect(isKolmogorovBeyond(1.948 * Math.sqrt(2 / 100), 100, 100, 0.001)).toBe(false);
    expect(isKolmogorovBeyond(1.951 * Math.sqrt(2 / 100), 100, 100, 0.001)).toBe(true);
  });

  test('distances', () => {
    const [p, q] = [Float64Array.of(0.1, 0.4, 0.5), Float64Array.of(0.3, 0.3, 0.4)];
    expect(jensenShannon(p, q)).toBeCloseTo(0.18035965602712561, 12);
    expect(psi(p, q)).toBeCloseTo(0.2 * Math.log(3) + 0.1 * Math.log(4 / 3) + 0.1 * Math.log(1.25), 12);
  });

  test('windows in a row beyond a limit are one alert', () => {
    expect(countRuns([])).toBe(0);
    expect(countRuns([true, true, false, true])).toBe(2);
  });
});

test('bounds of a rate are Poisson’s', () => {
  // scipy.stats.chi2.ppf(0.95, 2·(k + 1)) ÷ 2
  expect([0, 1, 2, 5].map(poissonUpper)).toEqual([2.9957, 4.7439, 6.2958, 10.513]);
  expect(poissonUpper(8)).toBeCloseTo(14.4347, 1);
});

describe('watching', () => {
  const spec = featureMix()[0];
  if (spec === undefined) throw new Error('no feature');
  const { width } = alarmCells(spec.feature);
  const settings = AlarmSettings.parse({ windowMs: [3_600_000, 4 * 3_600_000] });
  const steps = 4 * 24;
  /** Hourly counts, the same each hour but for a pattern as large as chance. */
  const counts = new Uint32Array(steps * width);
  for (let step = 0; step < steps; step += 1)
    for (let cell = 0; cell < spec.feature.valueCells; cell += 1)
      counts[step * width + cell] = 20 + (((step * 7_919 + cell * 104_729) % 9) - 4);
  const history = { startMs: START_MS, stepMs: 3_600_000, steps, counts };
  const alarm = learnFeatureAlarm(spec.feature, history, { features: 1, settings });

  test('sliding windows hold what adding up their steps gives', () => {
    const shifted = counts.slice();
    for (let step = 80; step < steps; step += 1)
      for (let cell = 128; cell < 256; cell += 1) shifted[step * width + cell] = 200;
    const stream = { ...history, counts: shifted };
    const { opened } = watchFeature(alarm, stream, { fromStep: 72, settings, onlyFirst: true });
    const isAlertAt = (step: number): boolean =>
      alarm.lengths.some((length) => {
        const from = step + 1 - length.windowMs / history.stepMs;
        const sum = new Float64Array(width);
        const hours = [];
        for (let at = from; at <= step; at += 1) {
          let rows = 0;
          for (let cell = 0; cell < width; cell += 1) {
            sum[cell] = (sum[cell] ?? 0) + (shifted[at * width + cell] ?? 0);
            rows += shifted[at * width + cell] ?? 0;
          }
          hours.push({ hourStartMs: START_MS + at * history.stepMs, rows });
        }
        const reading = judgeFeatureAlarm(alarm, length, { counts: sum, hours }, settings.floors);
        return reading.state !== 'insufficient' && reading.isAlert;
      });
    const first = Array.from({ length: steps - 72 }, (_, index) => 72 + index).find(isAlertAt);
    expect(first).toBeGreaterThanOrEqual(80);
    expect(opened).toEqual([first]);
  });

  test('a measurement is the same each time, and grows with what it watches', () => {
    const plan = {
      mix: () => featureMix().slice(0, 2),
      rowsPerHour: 300,
      models: 1,
      weeks: 1,
      stepMs: STEP_MS,
      days: 3,
      choices: ['one hour'] as const,
      peerModels: 1,
    };
    const report = measureCalm(plan, () => {});
    expect(report).toEqual(measureCalm(plan, () => {}));
    expect(report).toMatchObject({ modelWeeks: 1, peerModelWeeks: 1, judged: 2 * 7 * 288 });
    expect(report.peers['ks-chi2-0.05'] ?? 0).toBeGreaterThan(report.peers['ks-chi2-0.05/50'] ?? 0);
  });

  test('a large shift is found soon, none is not', () => {
    const model = { mix: [spec], seed: 1, rowsPerHour: 1_000, stepMs: STEP_MS, days: 3 };
    const { delays } = measureDelays(model, 1, () => {}, ['none', 'mean +1 sd']);
    expect(delays['none']?.several).toEqual([null]);
    const [minutes] = delays['mean +1 sd']?.several ?? [];
    expect(minutes).toBeGreaterThan(0);
    expect(minutes).toBeLessThan(60);
    expect(DAY_MS % STEP_MS).toBe(0);
  });
});

test('a packed table comes back as it was', () => {
  const columns = [
    { name: 'a', isOrdered: true, valueCells: 3, cells: Uint8Array.of(0, 1, 2, 3, 4) },
    { name: 'ä', isOrdered: false, valueCells: 2, cells: Uint8Array.of(10, 1, 0, 10, 3) },
  ];
  const table = { name: 't', rows: 5, referenceRows: 2, columns };
  expect(unpackTable(packTable(table))).toEqual(table);
});
