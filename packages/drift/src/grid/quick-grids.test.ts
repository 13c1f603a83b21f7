import { expect, it } from 'vitest';
import { createReferenceBuilder } from '../reference/reference-builder.ts';
import { cellOfNumber } from './cell-of-value.ts';
import { gridOf } from '../reference/frozen-reference.ts';
import { QuickGrids } from './quick-grids.ts';

function gridOfNumbers(step: number) {
  const builder = createReferenceBuilder();
  for (let row = 0; row < 500; row += 1) builder.add({ amount: row * step, kind: 'a', few: row % 3 });
  return gridOf(builder.freeze({ kind: 'file', detail: 'test', createdBy: 'test' }));
}
const numericOf = (grid: ReturnType<typeof gridOfNumbers>) =>
  grid.layouts.filter((layout) => layout.kind === 'numeric');
const isQuick = (grid: ReturnType<typeof gridOfNumbers>) => numericOf(grid).map(({ keys }) => keys !== null);

it('gives the latest grids keys and takes them from the oldest', () => {
  const [first, second, third] = [gridOfNumbers(1), gridOfNumbers(2), gridOfNumbers(3)];
  const quick = new QuickGrids(2);
  expect(isQuick(first)).not.toContain(true);
  for (const grid of [first, first, second, third, third]) quick.add(grid);
  expect(isQuick(first)).not.toContain(true);
  expect(isQuick(second)).not.toContain(false);
  expect(isQuick(third)).not.toContain(false);
});

it('finds the same cells with keys and without', () => {
  const grid = gridOfNumbers(0.37);
  const values = Array.from({ length: 2_000 }, (_, i) => i * 0.1 - 5);
  const cells = () => numericOf(grid).map((layout) => values.map((value) => cellOfNumber(layout, value)));
  const before = cells();
  new QuickGrids(1).add(grid);
  expect(cells()).toEqual(before);
});
