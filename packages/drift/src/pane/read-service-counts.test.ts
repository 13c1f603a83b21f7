import { expect, it } from 'vitest';
import { createPane } from './pane.ts';
import { encodePane } from './pane-codec.ts';
import { readServiceCounts } from './read-service-counts.ts';
import { compileGrid } from '../grid/compile-grid.ts';

const grid = compileGrid([]);

it('reads the service counts that were encoded, without the grid', () => {
  const pane = createPane(grid);
  pane.events = 1_000;
  pane.errors = 7;
  pane.latencyCounts[0] = 3;
  pane.latencyCounts[36] = 40;
  const counts = readServiceCounts(encodePane(pane, grid));
  expect(counts).toEqual({ events: 1_000, errors: 7, latencyCounts: pane.latencyCounts });
});

it('refuses what is not a pane and what is cut off', () => {
  const bytes = encodePane(createPane(grid), grid);
  expect(() => readServiceCounts(new Uint8Array([1, 2, 3]))).toThrow('not a pane');
  expect(() => readServiceCounts(bytes.slice(0, 9))).toThrow('cut off');
});
