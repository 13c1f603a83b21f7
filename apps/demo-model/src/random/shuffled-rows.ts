import type { Draw } from './seeded-random.ts';

/** The numbers 0..rows-1 in random order (Fisher-Yates). */
export function shuffledRows(rows: number, draw: Draw): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, index) => index);
  for (let last = rows - 1; last > 0; last -= 1) {
    const other = Math.floor(draw() * (last + 1));
    const moved = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = moved;
  }
  return order;
}
