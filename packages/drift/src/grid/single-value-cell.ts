import { doubleBelow } from './adjacent-double.ts';
import type { NumericLayout } from './grid.ts';

/** Whether a cell holds one value only, so that nothing can differ inside it. */
export function isSingleValueCell({ edges }: NumericLayout, cell: number): boolean {
  const below = edges[cell - 1];
  const upper = edges[cell];
  return below !== undefined && upper !== undefined && below === doubleBelow(upper);
}
