import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { vectorAt, type CensusTable } from '../data/census-table.ts';
import { findCensusFile, loadCensus, type Census } from '../data/load-census.ts';
import { outOfFoldAuc, outOfFoldScores, trainInitially, type InitialTraining } from './initial-training.ts';
import { aucOf, scoreVector } from './trained-model.ts';
import { loadOrTrain } from './training-cache.ts';

// Training is seconds of arithmetic, more on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const vectorsOf = (table: CensusTable, from = 0, to = table.rows) =>
  Array.from({ length: to - from }, (_, index) => vectorAt(table, from + index));

const shipped = loadCensus(findCensusFile(path.join(import.meta.dirname, '..')));

function small(census: Census): CensusTable {
  return {
    ...census.reference,
    rows: 3_000,
    features: census.reference.features.map((column) => column.subarray(0, 3_000)),
    employed: census.reference.employed.subarray(0, 3_000),
  };
}

describe('training on the 2015 records', () => {
  const census = shipped;
  let training: InitialTraining;

  beforeAll(() => {
    training = trainInitially(census.reference);
  });

  it('reaches ROC AUC 0.878 on 2016, which it has not seen', () => {
    const calm = vectorsOf(census.calm);
    expect(aucOf(training.v2, calm, census.calm.employed)).toBeCloseTo(0.878, 2.5);
    expect(aucOf(training.v1, calm, census.calm.employed)).toBeCloseTo(0.878, 2.5);
  });

  it('scores the reference out of fold: as good as on 2016, and not with v2 itself', () => {
    const auc = outOfFoldAuc(training, census.reference);
    const inSample = aucOf(training.v2, vectorsOf(census.reference), census.reference.employed);
    expect(auc).toBeCloseTo(0.8786, 3);
    expect(inSample - auc).toBeGreaterThan(0.0005);
    const scores = outOfFoldScores(training, census.reference);
    const differing = vectorsOf(census.reference, 0, 500).filter(
      (vector, row) => scores[row] !== scoreVector(training.v2, vector),
    );
    expect(differing).toHaveLength(500);
  });

  it('loses on group quarters what was measured elsewhere with the same recipe', () => {
    const auc = (from: number, to: number) =>
      aucOf(training.v2, vectorsOf(census.groupQuarters, from, to), census.groupQuarters.employed.subarray(from, to));
    expect(auc(2_000, 7_000)).toBeCloseTo(0.77, 2);
    expect(auc(7_000, 12_000)).toBeCloseTo(0.83, 2);
  });

  it('holds two versions that answer differently', () => {
    const vector = vectorAt(census.calm, 0);
    expect(scoreVector(training.v1, vector)).not.toBe(scoreVector(training.v2, vector));
    expect(training.baseRate).toBeCloseTo(0.4958, 4);
  });

  it('is the same each time', () => {
    expect(JSON.stringify(trainInitially(small(census)))).toBe(JSON.stringify(trainInitially(small(census))));
  });
});

describe('the cache of trained weights', () => {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'demo-cache-'));
  const census = { ...shipped, reference: small(shipped) };
  afterAll(() => rmSync(stateDir, { recursive: true }));

  it('is read the second time, rewritten when damaged, and dropped for other data', () => {
    const first = loadOrTrain(census, stateDir);
    expect(first.fromCache).toBe(false);
    expect(loadOrTrain(census, stateDir)).toEqual({ training: first.training, fromCache: true });
    const [file] = readdirSync(stateDir);
    writeFileSync(path.join(stateDir, file ?? ''), '{"v1":');
    expect(loadOrTrain(census, stateDir)).toEqual(first);
    loadOrTrain({ ...census, sha256: 'f'.repeat(64) }, stateDir);
    expect(readdirSync(stateDir)).toHaveLength(1);
    expect(readdirSync(stateDir)).not.toContain(file);
  });
});
