import { describe, expect, test } from 'vitest';
import { fc } from '../../test/properties.ts';
import { seeded } from '../../test/seeded.ts';
import { column, Event, paneOf, referenceOf } from '../../test/streams.ts';
import { SPECIAL_CELLS } from '../grid/grid.ts';
import { specialCellIndex } from '../grid/cell-of-value.ts';
import { paneCounts } from '../pane/feature-counts.ts';
import type { Pane } from '../pane/pane.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';
import { evaluateWindow } from '../verdict/evaluate-window.ts';
import { regridPane } from './regrid-pane.ts';

const Events = fc.array(Event, { minLength: 1, maxLength: 40 });

function cellsOf(pane: Pane, { grid }: FrozenReference, name: string): Float64Array {
  const layout = grid.layouts.find(({ feature }) => feature.name === name);
  if (layout === undefined) throw new Error(`no feature ${name}`);
  return paneCounts(pane, layout).cells;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function drawn(n: number, seed: number, mean = 0): { x: number }[] {
  const random = seeded(seed);
  return Array.from({ length: n }, () => ({ x: mean + normal(random) }));
}

const asColumn = (rows: { x: number }[]) => column(rows.map(({ x }) => x));

describe('a pane on the grid of another reference', () => {
  test('keeps every event, and no share is off by more than it says', () => {
    fc.assert(
      fc.property(Events, Events, Events, (own, other, window) => {
        const [from, to] = [referenceOf(own), referenceOf(other)];
        const exact = paneOf(to, window);
        const { pane, errorShares } = regridPane(paneOf(from, window), from.grid, to);
        expect(pane.events).toBe(exact.events);
        expect(pane.errors).toBe(exact.errors);
        expect(pane.latencyCounts).toEqual(exact.latencyCounts);
        for (const layout of to.grid.layouts) {
          const errorShare = errorShares[layout.index];
          if (errorShare === null || errorShare === undefined) {
            expect(paneCounts(pane, layout).total).toBe(0);
            continue;
          }
          const [made, wanted] = [paneCounts(pane, layout), paneCounts(exact, layout)];
          if (made.values !== wanted.values) continue; // read differently: one was declared, or holds another type
          for (const cell of SPECIAL_CELLS)
            expect(pane.counts[specialCellIndex(layout, cell)]).toBe(exact.counts[specialCellIndex(layout, cell)]);
          let [ours, theirs] = [0, 0];
          for (const [cell, count] of made.cells.entries()) {
            ours += count;
            theirs += wanted.cells[cell] ?? 0;
            // Rounding to whole events moves half of one.
            if (layout.kind === 'numeric')
              expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(errorShare * made.values + 0.5 + 1e-9);
            else
              expect(Math.abs(count - (wanted.cells[cell] ?? 0))).toBeLessThanOrEqual(errorShare * made.values + 1e-9);
          }
          expect(ours).toBe(made.values);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('on its own grid it is the pane itself', () => {
    const reference = referenceOf(column([1, 2, 3]));
    const pane = paneOf(reference, column([1, 2]));
    expect(regridPane(pane, reference.grid, reference)).toEqual({ pane, errorShares: [0] });
  });

  test('whole numbers keep their cells', () => {
    const from = referenceOf(column([1, 2, 3, 4, 5, 6]));
    const to = referenceOf(column([2, 4, 6, 8]));
    const { pane, errorShares } = regridPane(paneOf(from, column([2, 2, 4, 6])), from.grid, to);
    expect(errorShares).toEqual([0]);
    expect(cellsOf(pane, to, 'x')).toEqual(cellsOf(paneOf(to, column([2, 2, 4, 6])), to, 'x'));
  });

  test('categories keep their names; what the grid never told apart is said to be uncertain', () => {
    const from = referenceOf(column(['a', 'a', 'b', 'b']));
    const to = referenceOf(column(['a', 'a', 'c', 'c']));
    const { pane, errorShares } = regridPane(paneOf(from, column(['a', 'b', 'c', 'c'])), from.grid, to);
    const layout = to.grid.layouts[0];
    if (layout?.kind !== 'categorical') throw new Error('not categorical');
    const cells = paneCounts(pane, layout).cells;
    expect(cells[layout.cellByCategory.get('a') ?? -1]).toBe(1);
    // b, and both c, which the first grid counted as new.
    expect(cells[layout.newCell]).toBe(3);
    expect(errorShares).toEqual([0.5]);
  });

  test('continuous values: mean, spread and verdicts come out as when counted on that grid', () => {
    const [from, to] = [referenceOf(asColumn(drawn(8_000, 1))), referenceOf(asColumn(drawn(6_000, 2)))];
    for (const [shift, verdict] of [
      [0, 'ok'],
      [1.2, 'critical'],
    ] as const) {
      const window = asColumn(drawn(3_000, 3, shift));
      const { pane, errorShares } = regridPane(paneOf(from, window), from.grid, to);
      const exact = paneOf(to, window);
      const layout = to.grid.layouts[0];
      if (layout === undefined) throw new Error('no layout');
      expect(paneCounts(pane, layout).mean).toBeCloseTo(paneCounts(exact, layout).mean ?? NaN, 4);
      expect(paneCounts(pane, layout).sd).toBeCloseTo(paneCounts(exact, layout).sd ?? NaN, 3);
      expect(errorShares[0]).toBeLessThan(shift === 0 ? 0.02 : 0.2);
      const judged = (one: Pane) =>
        evaluateWindow({ reference: to, pane: one, windowStartMs: 0, windowEndMs: 60_000 }).evaluation;
      expect(judged(pane).features[0]?.metrics.psi).toMatchObject({ state: 'measured' });
      expect(judged(exact).features[0]?.ratio).toBeCloseTo(judged(pane).features[0]?.ratio ?? NaN, shift === 0 ? 1 : 0);
      expect(judged(pane).verdict === 'ok').toBe(verdict === 'ok');
      expect(judged(exact).verdict === 'ok').toBe(verdict === 'ok');
    }
  });

  test('refuses a pane of another grid', () => {
    const [a, b] = [referenceOf(column([1, 2])), referenceOf(column([3, 4]))];
    expect(() => regridPane(paneOf(a, column([1])), b.grid, a)).toThrow('not');
  });
});
