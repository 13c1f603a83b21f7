import { describe, expect, test } from 'vitest';
import { fc } from '../../../test/properties.ts';
import type { PerformanceReading } from '../performance-metric.ts';
import { countLabelled } from '../count-labelled.ts';
import { createQualityPane } from '../quality-pane.ts';
import { RunningScoreTable } from '../running-score-table.ts';
import { scoreTableOfPane } from '../score-table-of-pane.ts';
import { mergeScoreTables, scoreTableOf, type ScoreTable } from '../score-table.ts';
import { confusionAt } from './confusion.ts';
import { BINARY_METRICS, type BinaryMetricId } from './index.ts';

type Row = { score: number; label: 0 | 1 };

const IDS = Object.keys(BINARY_METRICS) as BinaryMetricId[];
const Score = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, 0.5, 0.1, 0.3, 0.7, 1 - 2 ** -53, Number.MIN_VALUE, 0.9995),
  fc.integer({ min: 0, max: 20 }).map((step) => step / 20),
);
const Rows = fc.array(fc.record({ score: Score, label: fc.constantFrom(0 as const, 1 as const) }), { maxLength: 60 });

function tableOf(rows: readonly Row[]): ScoreTable {
  return scoreTableOf(
    Float64Array.from(rows, ({ score }) => score),
    Uint8Array.from(rows, ({ label }) => label),
  );
}

function paneTableOf(rows: readonly Row[]): ScoreTable {
  const pane = createQualityPane();
  for (const { score, label } of rows) countLabelled(pane, { score, positive: label === 1 });
  return scoreTableOfPane(pane);
}

function read(id: BinaryMetricId, table: ScoreTable, threshold = 0.5): PerformanceReading {
  return BINARY_METRICS[id].read({ table, ...confusionAt(table, threshold) });
}

/** What was counted may differ from what is exact by its bound only. */
function expectWithin(id: BinaryMetricId, counted: ScoreTable, exact: ScoreTable, threshold = 0.5): void {
  const [own, other] = [read(id, counted, threshold), read(id, exact, threshold)];
  // Where the rows of a cell may have been answered either way, so may the reason why there is no value.
  if (confusionAt(counted, threshold).corners.length === 0) expect(own.state).toBe(other.state);
  if (own.state === 'undefined' || other.state === 'undefined') return;
  expect(Math.abs(own.value - other.value)).toBeLessThanOrEqual(own.bound + 1e-9);
}

test('tables merge to that of all rows, in any order and grouping', () => {
  fc.assert(
    fc.property(Rows, Rows, Rows, (a, b, c) => {
      const all = tableOf([...c, ...a, ...b]);
      expect(mergeScoreTables(mergeScoreTables(tableOf(a), tableOf(b)), tableOf(c))).toEqual(all);
      expect(mergeScoreTables(tableOf(c), mergeScoreTables(tableOf(b), tableOf(a)))).toEqual(all);
      const running = new RunningScoreTable();
      for (const rows of [a, b, c]) running.add(tableOf(rows));
      expect(running.total()).toEqual(all);
    }),
    { numRuns: 100 },
  );
});

describe.each(IDS)('%s', (id) => {
  const metric = BINARY_METRICS[id];

  test('is registered under its own id and explains itself', () => {
    expect(metric.id).toBe(id);
    for (const text of [metric.label, metric.formula, metric.source]) expect(text).not.toBe('');
  });

  test('lies within its range, or says why there is no value', () => {
    fc.assert(
      fc.property(Rows, Score, (rows, threshold) => {
        for (const table of [tableOf(rows), paneTableOf(rows)]) {
          const reading = read(id, table, threshold);
          if (reading.state === 'undefined') {
            expect(reading.reason).not.toBe('');
            continue;
          }
          expect(reading.value).toBeGreaterThanOrEqual(metric.range[0] - 1e-12);
          expect(reading.value).toBeLessThanOrEqual(metric.range[1] + 1e-12);
          expect(reading.bound).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('from a pane differs from that of the rows by no more than its bound', () => {
    fc.assert(
      fc.property(Rows, Score, (rows, threshold) => {
        expectWithin(id, paneTableOf(rows), tableOf(rows), threshold);
      }),
      { numRuns: 200 },
    );
  });

  test('with fewer cells than scores it says by how much it may be off', () => {
    fc.assert(
      fc.property(fc.array(Rows, { minLength: 2, maxLength: 5 }), (parts) => {
        const running = new RunningScoreTable(8);
        for (const rows of parts) running.add(tableOf(rows));
        const total = running.total();
        expectWithin(id, total, tableOf(parts.flat()));
        for (let cell = 1; cell < total.scores.length; cell += 1)
          expect(total.low[cell] ?? 0).toBeGreaterThan(total.high[cell - 1] ?? 0);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['nothing', []],
    ['one positive', [{ score: 0.7, label: 1 }]],
    ['one negative', [{ score: 0.7, label: 0 }]],
    ['one score', Array.from({ length: 9 }, (_, i) => ({ score: 0.5, label: (i % 2) as 0 | 1 }))],
    [
      'scores that are no probabilities',
      [-3, 7, 1e308, -1e308].map((score, i) => ({ score, label: (i % 2) as 0 | 1 })),
    ],
    ['certain and wrong', [1, 0, 1, 0].map((score) => ({ score, label: (1 - score) as 0 | 1 }))],
  ])('of %s is a number or a reason, never NaN', (_name, rows) => {
    const reading = read(id, tableOf(rows as Row[]));
    if (reading.state === 'measured') expect(Number.isFinite(reading.value)).toBe(true);
    else expect(reading.reason).not.toBe('');
  });
});
