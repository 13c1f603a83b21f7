import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { vectorAt } from '../data/census-table.ts';
import { findCensusFile, loadCensus } from '../data/load-census.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { scoreVector, trainModel } from '../training/trained-model.ts';
import { answerRequest, type Answerer } from './answer.ts';
import { AGE_IN_MONTHS, applyFaults } from './feature-pipeline.ts';
import { serviceTimeMs } from './service-time.ts';

const census = loadCensus(findCensusFile(path.join(import.meta.dirname, '..')));
const model = trainModel(
  Array.from({ length: 4_000 }, (_, row) => vectorAt(census.reference, row)),
  census.reference.employed.subarray(0, 4_000),
);
const version = (name: string): Answerer => ({ kind: 'version', version: name, model });

function answers(answerer: Answerer, options: { threshold?: number; faults?: number; rows?: number } = {}) {
  const draw = seededRandom(11);
  return Array.from({ length: options.rows ?? 2_000 }, (_, row) =>
    answerRequest(
      { id: `e-${row}`, model: 'm', timeMs: 5, vector: applyFaults(vectorAt(census.calm, row), options.faults ?? 0) },
      answerer,
      options.threshold ?? 0.5,
      draw,
    ),
  );
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: number[], q: number) => values.toSorted((a, b) => a - b)[Math.floor(q * values.length)] ?? 0;

describe('an answer', () => {
  it('carries the score of the model in six decimals and the class by the threshold', () => {
    for (const [row, answer] of answers(version('v2'), { rows: 200 }).entries()) {
      expect(answer.score).toBeCloseTo(scoreVector(model, vectorAt(census.calm, row)), 6);
      expect(String(answer.score)).toMatch(/^(?:0|1|0\.\d{1,6}|\d(?:\.\d+)?e-\d)$/u);
      expect(answer.prediction).toBe((answer.score ?? 0) >= 0.5 ? '1' : '0');
      expect(answer).toMatchObject({ id: `e-${row}`, version: 'v2', status: 'ok', time: 5 });
    }
  });

  it('changes class and not score with the threshold', () => {
    const [low, high] = [answers(version('v2'), { threshold: 0.1 }), answers(version('v2'), { threshold: 0.9 })];
    expect(low.map(({ score }) => score)).toEqual(high.map(({ score }) => score));
    const positives = (list: typeof low) => list.filter(({ prediction }) => prediction === '1').length;
    expect(positives(low)).toBeGreaterThan(positives(high) + 500);
  });

  it('shifts when age comes in months: the model really scores what it is given', () => {
    const scores = (faults: number) => answers(version('v2'), { faults }).map(({ score }) => score ?? 0);
    expect(Math.abs(mean(scores(AGE_IN_MONTHS)) - mean(scores(0)))).toBeGreaterThan(0.2);
  });

  it('takes 15 to 25 ms as a rule; v3 takes 400 ms more and fails in 5 %', () => {
    const times = answers(version('v2')).map(({ latencyMs }) => latencyMs);
    expect(quantile(times, 0.5)).toBeCloseTo(19, -0.3);
    expect([quantile(times, 0.1) > 13, quantile(times, 0.9) < 27]).toEqual([true, true]);
    const slow = answers(version('v3'), { rows: 10_000 });
    expect(Math.min(...slow.map(({ latencyMs }) => latencyMs))).toBeGreaterThan(400);
    expect(
      quantile(
        slow.map(({ latencyMs }) => latencyMs),
        0.5,
      ),
    ).toBeCloseTo(419, -0.5);
    const failed = slow.filter(({ status }) => status === 'error');
    expect(failed.length / slow.length).toBeCloseTo(0.05, 1.9);
    expect(failed.every((answer) => !('score' in answer) && !('prediction' in answer) && answer.error !== '')).toBe(
      true,
    );
    expect(answers(version('v2')).every(({ status }) => status === 'ok')).toBe(true);
  });

  it('is the base rate for everybody when the rule answers, whatever the version', () => {
    const [first, ...others] = answers({ kind: 'rule', baseRate: 0.49583 });
    expect(first).toMatchObject({ version: 'fallback', score: 0.49583, prediction: '0', status: 'ok' });
    expect(others.every(({ score, status }) => score === 0.49583 && status === 'ok')).toBe(true);
    expect(
      quantile(
        others.map(({ latencyMs }) => latencyMs),
        0.5,
      ),
    ).toBeLessThan(4);
  });

  it('has a service time above zero always', () => {
    const draw = seededRandom(1);
    expect(Math.min(...Array.from({ length: 5_000 }, () => serviceTimeMs('v2', false, draw)))).toBeGreaterThan(5);
  });
});
