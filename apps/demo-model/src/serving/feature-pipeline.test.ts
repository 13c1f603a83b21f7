import { describe, expect, it } from 'vitest';
import { FEATURES } from '../data/census-table.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { AGE_IN_MONTHS, applyFaults, faultsOf, featureValues, SCHOOLING_LOST } from './feature-pipeline.ts';

const person = () => [40, 21, ...Array.from({ length: 14 }, (_, index) => index)];

describe('the feature pipeline', () => {
  it('p1 changes nothing', () => {
    const draw = seededRandom(1);
    expect(Array.from({ length: 100 }, () => faultsOf('p1', draw)).every((faults) => faults === 0)).toBe(true);
    expect(applyFaults(person(), 0)).toEqual(person());
  });

  it('p2 sends age in months always and no schooling in 40 % of events', () => {
    const draw = seededRandom(1);
    const faults = Array.from({ length: 20_000 }, () => faultsOf('p2', draw));
    expect(faults.every((bits) => (bits & AGE_IN_MONTHS) !== 0)).toBe(true);
    expect(faults.filter((bits) => (bits & SCHOOLING_LOST) !== 0).length / faults.length).toBeCloseTo(0.4, 1.5);
    expect(applyFaults(person(), AGE_IN_MONTHS).slice(0, 3)).toEqual([480, 21, 0]);
    expect(applyFaults(person(), AGE_IN_MONTHS | SCHOOLING_LOST).slice(0, 3)).toEqual([480, null, 0]);
  });

  it('plays the same for the same seed', () => {
    const play = (seed: number) => {
      const draw = seededRandom(seed);
      return Array.from({ length: 200 }, () => faultsOf('p2', draw));
    };
    expect(play(3)).toEqual(play(3));
    expect(play(3)).not.toEqual(play(4));
  });

  it('sends age as a number and codes as text, null as null', () => {
    const values = featureValues(applyFaults(person(), SCHOOLING_LOST));
    expect(Object.keys(values)).toEqual([...FEATURES]);
    expect(values).toMatchObject({ AGEP: 40, SCHL: null, MAR: '0', RAC1P: '13' });
  });
});
