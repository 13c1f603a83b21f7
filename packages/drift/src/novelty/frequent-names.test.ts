import { describe, expect, test } from 'vitest';
import { fc } from '../../test/properties.ts';
import {
  addFrequentNames,
  addName,
  createFrequentNames,
  MAX_FREQUENT_NAMES,
  type FrequentNames,
} from './frequent-names.ts';
import { addNewCategories, addNewCategory, decodeNewCategories, encodeNewCategories } from './new-categories.ts';

/** Many names, some of them often. */
const Names = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 8 }).map((i) => `often ${i}`) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 400 }).map((i) => `seldom ${i}`) },
  ),
  { maxLength: 400 },
);

function summaryOf(names: readonly string[]): FrequentNames {
  const summary = createFrequentNames();
  for (const name of names) addName(summary, name);
  return summary;
}

function expectBounds({ total, undercount, counts }: FrequentNames, names: readonly string[]): void {
  const exact = new Map<string, number>();
  for (const name of names) exact.set(name, (exact.get(name) ?? 0) + 1);
  expect(total).toBe(names.length);
  expect(counts.size).toBeLessThanOrEqual(MAX_FREQUENT_NAMES);
  expect(undercount).toBeLessThanOrEqual(total / (MAX_FREQUENT_NAMES + 1));
  for (const [name, count] of exact) {
    const kept = counts.get(name) ?? 0;
    expect(kept).toBeLessThanOrEqual(count);
    expect(kept + undercount).toBeGreaterThanOrEqual(count);
  }
}

describe('the most frequent names', () => {
  test('are never counted too often, and by no more than is said too seldom', () => {
    fc.assert(fc.property(Names, (names) => expectBounds(summaryOf(names), names)));
  });
  test('keep their bounds however a stream is cut into panes', () => {
    fc.assert(
      fc.property(fc.array(Names, { maxLength: 6 }), (parts) => {
        const sum = createFrequentNames();
        for (const part of parts) addFrequentNames(sum, summaryOf(part));
        expectBounds(sum, parts.flat());
      }),
    );
  });
  test('few of them are counted exactly', () => {
    const summary = summaryOf(['a', 'b', 'a']);
    expect(summary).toEqual({
      total: 3,
      undercount: 0,
      counts: new Map([
        ['a', 2],
        ['b', 1],
      ]),
    });
  });
});

test('what names may hold survives storing: markup, NUL, halves of pairs, prototypes', () => {
  const all = new Map<string, FrequentNames>();
  const names = ['<script>alert(1)</script>', 'a\u0000b', '\ud800', '__proto__', '', 'ß'];
  for (const name of names) addNewCategory(all, { feature: '__proto__', name });
  expect(decodeNewCategories(encodeNewCategories(all))).toEqual(all);
  expect([...(all.get('__proto__')?.counts.keys() ?? [])]).toEqual(names);
});

test('features beyond the tenth are not named, in memory as bounded as their names', () => {
  const all = new Map<string, FrequentNames>();
  for (let i = 0; i < 50; i += 1) addNewCategory(all, { feature: `f${i}`, name: 'x' });
  expect(all.size).toBe(10);
  const sum = new Map<string, FrequentNames>();
  addNewCategories(sum, all);
  addNewCategories(sum, all);
  expect(sum.get('f0')).toMatchObject({ total: 2 });
  expect(decodeNewCategories(new TextEncoder().encode('{"v":9}'))).toEqual(new Map());
});
