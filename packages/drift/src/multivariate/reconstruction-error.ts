import { normalQuantileOfTail } from '../special/normal.ts';
import { tooFew, type MultivariateDefinition, type MultivariateInput } from './multivariate-definition.ts';
import { paneReconstruction } from './pane-extras.ts';

function sides({ reference, pane }: MultivariateInput) {
  const window = paneReconstruction(pane);
  return { expected: reference.reconstruction, window };
}

export const reconstructionErrorReading: MultivariateDefinition = {
  id: 'reconstructionError',
  label: 'Reconstruction error',
  unit: 'standard deviations',
  formula:
    '|mean error of window − mean error of reference| ÷ standard deviation of the error in the reference; error of an ' +
    'event = ‖z − VVᵀz‖, z its standardised numbers, V the principal components that explain more than 65 %',
  source: 'Jolliffe, Principal Component Analysis (2002), 10.1; as in NannyML 0.13, DataReconstructionDriftCalculator',
  domain:
    'the first 128 numeric columns, two at least; a missing value is the mean of its column, one beyond 1,024 sd ' +
    'counts as that. Categories, texts, vectors and the prediction do not take part',
  meaning:
    'Numbers that no longer go together as they did, even if each by itself looks the same. Larger errors mean broken ' +
    'relations, smaller ones that there is less variety.',
  errorBound: 'window: 2^−21 ÷ standard deviation; reference: of a uniform sample of at most 2,048 rows, see noise',
  kinds: ['numeric'],
  floor: { warn: 0.5, critical: 1 },
  subjects: (reference) => (reference.reconstruction === null ? [] : ['event']),
  read(input) {
    const { expected, window } = sides(input);
    if (expected === null) return { state: 'undefined', reason: 'the reference has fewer than two numeric features' };
    const n = { reference: expected.n, window: window.n };
    const refused = tooFew(n);
    if (refused !== undefined) return refused;
    if (expected.sd === 0) return { state: 'undefined', reason: 'all rows of the reference have the same error' };
    const value = Math.abs(window.mean - expected.mean) / expected.sd;
    const bound = 2 ** -21 / expected.sd;
    if (!Number.isFinite(value + bound)) return { state: 'undefined', reason: 'it is beyond the range of numbers' };
    return { state: 'measured', value, bound, n };
  },
  /** Both means are nearly normal with the reference's variance. */
  noise(input, _subject, tail) {
    const { expected, window } = sides(input);
    return normalQuantileOfTail(tail / 2) * Math.sqrt(1 / Math.max(1, window.n) + 1 / Math.max(1, expected?.n ?? 0));
  },
};
