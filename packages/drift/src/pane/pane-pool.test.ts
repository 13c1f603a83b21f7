import { expect, test } from 'vitest';
import { compileGrid } from '../grid/compile-grid.ts';
import { countEvent } from './count-event.ts';
import { decodePane, encodePane } from './pane-codec.ts';
import { createPane, paneByteLength } from './pane.ts';
import { PanePool } from './pane-pool.ts';

const gridOf = (edges: number[]) =>
  compileGrid([
    { name: 'x', source: 'feature', kind: 'numeric', coerce: false, edges, centre: 0, scale: 1 },
    {
      name: 'kind',
      source: 'feature',
      kind: 'categorical',
      coerce: false,
      categories: ['a'],
      others: [],
      saturated: false,
    },
  ]);
const grid = gridOf([1, 2, 3]);
const event = { features: { x: 2, kind: 'a' }, latencyMs: 5 };

test('what was given back comes again, as empty as a new one, for a grid of another size too', () => {
  const pool = new PanePool({ maxBytes: 1_000_000 });
  const used = pool.take(grid);
  countEvent(used, grid, event);
  pool.give(used);
  expect(pool.freeBytes).toBeGreaterThanOrEqual(paneByteLength(grid));
  const other = gridOf([1, 2, 3, 4, 5]);
  const next = pool.take(other);
  expect(next.counts.buffer).toBe(used.counts.buffer);
  expect(next).toEqual(createPane(other));
  expect(pool.freeBytes).toBe(0);
  countEvent(next, other, event);
  const plain = createPane(other);
  countEvent(plain, other, event);
  expect(encodePane(next, other)).toEqual(encodePane(plain, other));
  expect(decodePane(encodePane(plain, other), other, pool.take(other))).toEqual(plain);
});

test('it keeps no more than it may, and nothing that it did not give', () => {
  const pool = new PanePool({ maxBytes: 20_000 });
  const [a, b] = [pool.take(grid), pool.take(grid)];
  pool.give(a);
  pool.give(b);
  expect(pool.freeBytes).toBe(16_384);
  pool.give(createPane(grid));
  expect(pool.freeBytes).toBe(16_384);
});
