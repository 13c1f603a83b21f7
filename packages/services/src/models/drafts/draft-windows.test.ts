import { countEvent, createPane, createReferenceBuilder, encodePane, gridOf, type Pane } from '@leeway/drift';
import { seededRandom } from '@leeway/testing';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDraftPanes, encodeDraftPanes } from './draft-panes.ts';
import { draftWindows, judgedPaneMs } from './draft-windows.ts';
import { PaneLadder } from './pane-ladder.ts';

const END_MS = Date.UTC(2026, 10, 25, 12, 0, 7);

function rowsOver(spanMs: number, count: number) {
  const random = seededRandom(spanMs + count);
  return Array.from({ length: count }, () => ({
    timeMs: Math.floor(END_MS - random() * spanMs),
    event: { features: { x: random(), colour: random() < 0.5 ? 'red' : 'blue' }, score: random() },
  }));
}

const reference = (() => {
  const builder = createReferenceBuilder();
  for (const { event } of rowsOver(1, 500)) builder.add(event.features, { score: event.score });
  return builder.freeze({ kind: 'file', detail: 'a test', createdBy: 'test' });
})();
const grid = gridOf(reference);

function counted(rows: ReturnType<typeof rowsOver>, paneMs: number): Map<number, Pane> {
  const panes = new Map<number, Pane>();
  for (const { timeMs, event } of rows) {
    const startMs = Math.floor(timeMs / paneMs) * paneMs;
    const pane = panes.get(startMs) ?? createPane(grid);
    countEvent(pane, grid, event);
    panes.set(startMs, pane);
  }
  return panes;
}

describe('windows of a draft', () => {
  it('are those that the worker would have counted, whatever the order of rows and the length of panes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(600_000, 7_200_000, 86_400_000, 30 * 86_400_000),
        fc.constantFrom(10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000),
        fc.integer({ min: 1, max: 10 }),
        (spanMs, paneMs, windowPanes) => {
          const rows = rowsOver(spanMs, 400);
          const toMs = Math.max(...rows.map(({ timeMs }) => timeMs));
          const ladder = new PaneLadder(grid, { toMs, rowCount: rows.length });
          for (const { timeMs, event } of rows) ladder.add(timeMs, event);
          const stored = decodeDraftPanes(encodeDraftPanes(ladder.finish()));
          const windows = draftWindows(grid, stored, { paneMs, windowPanes, maxWindows: 200, toMs });
          const direct = counted(rows, paneMs);
          const { firstEndMs, lastEndMs } = windows;
          expect(lastEndMs).toBe(Math.floor((toMs + 1) / paneMs) * paneMs);
          if (firstEndMs === null) return;
          for (let startMs = firstEndMs - windowPanes * paneMs; startMs < lastEndMs; startMs += paneMs) {
            const [mine, theirs] = [windows.panes.get(startMs), direct.get(startMs)];
            expect(mine && encodePane(mine, grid)).toEqual(theirs && encodePane(theirs, grid));
          }
        },
      ),
      { seed: 20_261_125, numRuns: 60 },
    );
  });

  it('hold a sample of all rows where these have no times', () => {
    const ladder = new PaneLadder(grid, { toMs: null, rowCount: 4_000 });
    for (const { event } of rowsOver(1, 4_000)) ladder.add(0, event);
    const [sample, ...others] = ladder.finish();
    expect(others).toEqual([]);
    expect(sample?.paneMs).toBe(0);
  });

  it.each([
    [10_000, 10_000],
    [15_000, 20_000],
    [45_000, 50_000],
    [70_000, 80_000],
    [3_600_000, 3_600_000],
  ])('for panes of %i ms are judged by %i ms', (asked, judged) => {
    expect(judgedPaneMs(asked)).toBe(judged);
  });
});
