import type { Grid } from '../grid/grid.ts';
import { addExact } from '../pane/exact-sum.ts';

/** Most features that are reconstructed. */
export const MAX_RECONSTRUCTED = 128;
/** Errors and their squares are summed in units of 2^−20. */
export const ERROR_UNIT = 2 ** 20;

/**
 * Length of what is left of a standardised row when its principal components are taken away:
 * √(‖z‖² − Σ (component · z)²), a missing value being 0, the mean. Source: Jolliffe, Principal Component Analysis.
 * `z` holds the row from `from` on. Rounding error: about ‖z‖·√(2^−52·features).
 */
export function reconstructionError(components: Float64Array, z: Float64Array, size: number, from = 0): number {
  let rest = 0;
  for (let i = 0; i < size; i += 1) rest += (z[from + i] as number) ** 2;
  let row = 0;
  // Four at a time: their sums do not wait for each other.
  for (; row + 4 * size <= components.length; row += 4 * size) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < size; i += 1) {
      const value = z[from + i] as number;
      a += (components[row + i] as number) * value;
      b += (components[row + size + i] as number) * value;
      c += (components[row + 2 * size + i] as number) * value;
      d += (components[row + 3 * size + i] as number) * value;
    }
    rest = rest - a * a - b * b - c * c - d * d;
  }
  for (; row < components.length; row += size) {
    let along = 0;
    for (let i = 0; i < size; i += 1) along += (components[row + i] as number) * (z[from + i] as number);
    rest -= along * along;
  }
  return rest > 0 ? Math.sqrt(rest) : 0;
}

/** Adds one event's error to a pane's sums; `z` holds the standardised values by slot, 0 where there was none. */
export function addReconstruction(sums: Float64Array, grid: Grid, z: Float64Array): void {
  if (grid.reconstruction === null) return;
  const { components, grid: linear } = grid.reconstruction;
  addError(sums, reconstructionError(components, z, linear.features.length));
}

export function addError(sums: Float64Array, error: number): void {
  addExact(sums, 0, Math.round(error * ERROR_UNIT));
  addExact(sums, 2, Math.round(error * error * ERROR_UNIT));
}
