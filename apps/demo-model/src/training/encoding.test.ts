import { describe, expect, it } from 'vitest';
import { encodeRows, hotColumn, learnEncoding, standardisedAge } from './encoding.ts';

/** 100 people whose SCHL is 1 but for 19 with 2 and 20 with 3. */
const people = Array.from({ length: 100 }, (_, row) => [
  row,
  row < 19 ? 2 : row < 39 ? 3 : 1,
  ...Array.from({ length: 14 }, () => 5),
]);

describe('encoding', () => {
  const encoding = learnEncoding(people);
  const withSchooling = (code: number | null) => [40, code, ...Array.from({ length: 14 }, () => 5)];

  it('gives a column to a category from 20 rows on and pools the rarer ones with those never seen', () => {
    const columns = [1, 3, 2, 99].map((code) => hotColumn(encoding, withSchooling(code), 1));
    expect(columns[0]).not.toBe(columns[1]);
    expect(columns[2]).toBe(columns[3]);
    expect(new Set(columns).size).toBe(3);
    // Intercept, age, three for SCHL, one for each of the others.
    expect(encoding.columns).toBe(2 + 3 + 14);
  });

  it('has no column for a missing value, nor for a new one where nothing was rare', () => {
    expect(hotColumn(encoding, withSchooling(null), 1)).toBe(-1);
    expect(hotColumn(encoding, [40, 1, 6], 2)).toBe(-1);
  });

  it('standardises age and takes the mean for a missing one', () => {
    const ages = people.map((vector) => standardisedAge(encoding, vector));
    expect(ages.reduce((sum, age) => sum + age, 0) / 100).toBeCloseTo(0, 12);
    expect(ages.reduce((sum, age) => sum + age * age, 0) / 100).toBeCloseTo(1, 12);
    expect(standardisedAge(encoding, [null])).toBe(0);
  });

  it('encodes rows as single values are encoded', () => {
    const rows = encodeRows(encoding, people);
    expect(rows.hot[15 * 20]).toBe(hotColumn(encoding, people[20] ?? [], 1));
    expect(rows.age[20]).toBe(standardisedAge(encoding, people[20] ?? []));
  });

  it('survives constant and missing ages', () => {
    expect(learnEncoding([[30], [30]]).ageSd).toBe(1);
    expect(learnEncoding([[null], [null]]).ageMean).toBe(0);
  });
});
