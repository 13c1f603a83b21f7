import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { labelAt, vectorAt } from '../data/census-table.ts';
import { findCensusFile, loadCensus } from '../data/load-census.ts';
import { AGE_IN_MONTHS } from '../serving/feature-pipeline.ts';
import type { ServedRow } from '../serving/served-row.ts';
import { retrain } from './retrain.ts';
import { aucOf, trainModel } from './trained-model.ts';

// Training is seconds of arithmetic, more on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const census = loadCensus(findCensusFile(path.join(import.meta.dirname, '..')));
const served = (population: ServedRow['population'], from: number, to: number, faults = 0): ServedRow[] =>
  Array.from({ length: to - from }, (_, index) => ({ population, row: from + index, faults }));
/** Trained on 10,000 records of 2015: as good as the whole for comparing, and quick. */
const before = trainModel(
  Array.from({ length: 10_000 }, (_, row) => vectorAt(census.reference, row)),
  census.reference.employed.subarray(0, 10_000),
);

function retrained(labelled: readonly ServedRow[], recentRows: number) {
  const result = retrain({ census, labelled, recentRows, before, seed: 1 });
  if (result.kind !== 'trained') throw new Error(result.reason);
  return result;
}

describe('retrain', () => {
  it('gains on the group quarters that follow: about 0.764 → 0.809', () => {
    const { model, rows, check } = retrained(served('groupQuarters', 0, 5_000), 5_000);
    expect(rows).toHaveLength(5_000);
    const next = Array.from({ length: 2_000 }, (_, index) => vectorAt(census.groupQuarters, 5_000 + index));
    const labels = Uint8Array.from({ length: 2_000 }, (_, index) => labelAt(census.groupQuarters, 5_000 + index));
    expect(aucOf(model, next, labels)).toBeCloseTo(0.809, 2);
    expect(aucOf(before, next, labels)).toBeCloseTo(0.764, 1.5);
    expect(check.rows).toBe(1_000);
    expect(check.aucNew).toBeGreaterThan(check.aucOld);
  });

  it('takes the newest rows, each once, in the order in which they were served', () => {
    const { rows } = retrained([...served('calm', 0, 600), ...served('calm', 500, 700)], 300);
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 300 }, (_, index) => 400 + index));
  });

  it('never learns from more than half of a population, so that the rest stays unseen', () => {
    const { rows } = retrained([...served('groupQuarters', 0, 12_000), ...served('groupQuarters', 0, 12_000)], 50_000);
    expect(rows).toHaveLength(6_000);
    expect(new Set(rows.map(({ row }) => row)).size).toBe(6_000);
  });

  it('learns from what was served, faults included', () => {
    const clean = retrained(served('calm', 0, 1_000), 1_000).model;
    const faulty = retrained(served('calm', 0, 1_000, AGE_IN_MONTHS), 1_000).model;
    expect(faulty.encoding.ageMean).toBeCloseTo(12 * clean.encoding.ageMean, 6);
  });

  it('refuses too few rows and one-sided labels', () => {
    expect(retrain({ census, labelled: served('calm', 0, 150), recentRows: 5_000, before, seed: 1 })).toEqual({
      kind: 'refused',
      reason: '150 labelled rows so far, at least 200 are needed',
    });
    const employed = served('calm', 0, 2_000).filter(({ row }) => labelAt(census.calm, row) === 1);
    expect(retrain({ census, labelled: employed, recentRows: 500, before, seed: 1 }).kind).toBe('refused');
  });
});
