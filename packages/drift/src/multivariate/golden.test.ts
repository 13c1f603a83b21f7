import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { paneOf, referenceOf } from '../../test/streams.ts';
import type { VectorLayout } from '../grid/grid.ts';
import type { CountableEvent } from '../pane/count-event.ts';
import { VectorSample } from '../reference/vector-sample.ts';
import { discrepancy, type WaveSums } from './maximum-mean-discrepancy.ts';
import { paneReconstruction } from './pane-extras.ts';
import { addWaves } from './random-features.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

type Golden = {
  reconstruction: {
    reference: number[][];
    current: number[][];
    shuffled: number[][];
    components: number;
    explained: number;
    reference_mean: number;
    reference_sd: number;
    current_errors: number[];
    shuffled_errors: number[];
  }[];
  mmd: { x: number[][]; y: number[][]; bandwidth: number; biased: number; unbiased: number }[];
  eigenvalues: { matrix: number[][]; values: number[] }[];
};
const { reconstruction, mmd, eigenvalues } = golden('multivariate.json') as Golden;

function events(rows: readonly number[][]): CountableEvent[] {
  return rows.map((row) => ({ features: Object.fromEntries(row.map((value, i) => [`x${i}`, value])) }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe.each(reconstruction.map((one) => [one.components, one] as const))('PCA of %d components', (_, expected) => {
  const reference = referenceOf(events(expected.reference));
  test('has the components and the errors of scikit-learn on the reference', () => {
    expect(reference.grid.reconstruction?.grid.components).toHaveLength(expected.components);
    expect(reference.reconstruction?.explained).toBeCloseTo(expected.explained, 9);
    // Standardised values are rounded to 2^−20 before they are reconstructed.
    expect(reference.reconstruction?.mean).toBeCloseTo(expected.reference_mean, 5);
    expect(reference.reconstruction?.sd).toBeCloseTo(expected.reference_sd, 5);
  });
  test.each([
    ['current', expected.current, expected.current_errors],
    ['shuffled', expected.shuffled, expected.shuffled_errors],
  ])('and on other rows, one by one and summed: %s', (_name, rows, errors) => {
    rows.forEach((row, i) => {
      const { mean: error } = paneReconstruction(paneOf(reference, events([row])));
      expect(error).toBeCloseTo(errors[i] ?? Number.NaN, 5);
    });
    expect(paneReconstruction(paneOf(reference, events(rows))).mean).toBeCloseTo(mean(errors), 5);
  });
});

describe.each(mmd.map((one, i) => [i, one] as const))('maximum mean discrepancy, case %d', (_, expected) => {
  const dimension = expected.x[0]?.length ?? 0;
  const sums = (rows: readonly number[][], frequencies: number): WaveSums => {
    const feature = { name: 'v', source: 'feature', kind: 'vector', coerce: false } as const;
    const layout: VectorLayout = {
      feature: { ...feature, dimension, bandwidth: expected.bandwidth, frequencies },
      kind: 'vector',
      index: 0,
      offset: 0,
      valueCells: 1,
      key: 'v',
      firstSum: 0,
      seed: 'golden',
    };
    const waves = new Float64Array(2 * frequencies);
    for (const vector of rows) addWaves(waves, 0, layout, vector);
    return { n: rows.length, sums: waves };
  };
  test('the bandwidth is the median distance', () => {
    const sample = new VectorSample();
    for (const vector of expected.x) sample.add(vector, false);
    // NumPy takes the mean of the two middle ones, here the upper counts.
    expect(Math.abs(sample.bandwidth() / expected.bandwidth - 1)).toBeLessThan(0.01);
  });
  test.each([64, 2_048])('%d frequencies come as close to the exact kernel as they say', (frequencies) => {
    const { biased, unbiased, standardError } = discrepancy(
      sums(expected.x, frequencies),
      sums(expected.y, frequencies),
    );
    expect(Math.abs(biased - expected.biased)).toBeLessThan(4 * standardError);
    // The chance term depends on the frequencies too, by less than its own size.
    expect(Math.abs(unbiased - expected.unbiased)).toBeLessThan(4 * standardError + 0.005);
  });
  test('many frequencies come close', () => {
    const { unbiased } = discrepancy(sums(expected.x, 8_192), sums(expected.y, 8_192));
    expect(Math.abs(unbiased - expected.unbiased)).toBeLessThan(0.02 * expected.unbiased + 0.002);
  });
});

test.each(eigenvalues.map((one) => [one.values.length, one] as const))(
  'eigenvalues of a symmetric matrix of %d rows are those of NumPy, with vectors that belong to them',
  (size, { matrix, values }) => {
    const eigen = symmetricEigen(Float64Array.from(matrix.flat()), size);
    eigen.values.forEach((value, i) => expect(value).toBeCloseTo(values[i] ?? Number.NaN, 12));
    eigen.vectors.forEach((vector, i) => {
      expect(vector.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 12);
      matrix.forEach((row, r) => {
        const product = row.reduce((sum, entry, c) => sum + entry * (vector[c] ?? 0), 0);
        expect(product).toBeCloseTo((eigen.values[i] ?? 0) * (vector[r] ?? 0), 10);
      });
    });
  },
);
