import { expect, test } from 'vitest';
import { alarmPane, alarmReference, PANE_MS, START_MS } from '../../../test/alarm-stream.ts';
import { addPaneCells } from '../../alarms/pane-cells.ts';
import type { Pane } from '../../pane/pane.ts';
import { WindowSums } from './window-sums.ts';

const reference = alarmReference();
const HOUR_MS = 3_600_000;
const windowMs = [PANE_MS, 3 * PANE_MS, HOUR_MS, 12 * HOUR_MS];
const at = (pane: number) => START_MS + pane * PANE_MS;
const panes = new Map<number, Pane>();
for (let pane = 0; pane < 200; pane += 1)
  if (pane % 17 !== 3) panes.set(at(pane), alarmPane(reference, at(pane), undefined, 12));

function direct(sums: WindowSums, column: number, length: number, endMs: number) {
  const place = sums.columns[column];
  if (place === undefined) throw new Error('no column');
  const counts = new Float64Array(place.width);
  const hours = new Map<number, number>();
  for (let startMs = endMs - length; startMs < endMs; startMs += PANE_MS) {
    const pane = panes.get(startMs);
    if (pane === undefined) continue;
    const rows = addPaneCells(place.layout, place.feature, pane.counts, counts);
    const hour = Math.floor(startMs / HOUR_MS) * HOUR_MS;
    hours.set(hour, (hours.get(hour) ?? 0) + rows);
  }
  return { counts, hours: [...hours].map(([hourStartMs, rows]) => ({ hourStartMs, rows })) };
}

function expectExact(sums: WindowSums, endMs: number) {
  for (const [length, ms] of windowMs.entries())
    for (let column = 0; column < sums.columns.length; column += 1)
      expect(sums.windowOf(column, length, true)).toEqual(direct(sums, column, ms, endMs));
}

test('moved on pane by pane, or over several at once, sums are those of the panes', () => {
  const sums = new WindowSums(reference.grid, windowMs, { paneMs: PANE_MS, endMs: START_MS });
  for (const pane of [1, 2, 3, 9, 10, 150, 151, 190]) {
    expect(sums.moveTo(at(pane), (startMs) => panes.get(startMs))).toBe(true);
    expect(sums.endMs).toBe(at(pane));
    expectExact(sums, at(pane));
  }
});

test('counted anew from the panes of the longest window, they are the same', () => {
  const sums = new WindowSums(reference.grid, windowMs, { paneMs: PANE_MS, endMs: at(170) });
  for (const [startMs, pane] of panes) sums.add(startMs, pane);
  expectExact(sums, at(170));
});

test('no pane is asked for but those that were announced, however long the windows are', () => {
  const sums = new WindowSums(reference.grid, windowMs, { paneMs: PANE_MS, endMs: at(170) });
  for (const [startMs, pane] of panes) sums.add(startMs, pane);
  const needs = sums.needsFor(at(171));
  expect(needs.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / PANE_MS, 0)).toBe(5);
  const moved = sums.moveTo(at(171), (startMs) => {
    expect(needs.some(({ fromMs, toMs }) => startMs >= fromMs && startMs < toMs)).toBe(true);
    return panes.get(startMs);
  });
  expect(moved).toBe(true);
});

test('panes that changed are counted anew as far as they reach, and longer windows change by the difference', () => {
  const stale = new Map(panes);
  for (const pane of [163, 166]) stale.set(at(pane), alarmPane(reference, at(pane), 'age moves', 30));
  stale.delete(at(164));
  const sums = new WindowSums(reference.grid, windowMs, { paneMs: PANE_MS, endMs: at(170) });
  for (const [startMs, pane] of stale) sums.add(startMs, pane);
  expect(sums.eventsOf(at(164))).toBe(0);
  expect(sums.shortestSince(at(163))).toBe(HOUR_MS);
  expect(sums.shortestSince(at(169))).toBe(PANE_MS);
  expect(sums.shortestSince(at(0))).toBeUndefined();
  const anew = new WindowSums(reference.grid, windowMs.slice(0, 3), { paneMs: PANE_MS, endMs: at(170) });
  for (const [startMs, pane] of panes) anew.add(startMs, pane);
  sums.takeOver(anew);
  expectExact(sums, at(170));
  expect(sums.eventsOf(at(164))).toBe(panes.get(at(164))?.events);
  expect(sums.moveTo(at(175), (startMs) => panes.get(startMs))).toBe(true);
  expectExact(sums, at(175));
});

test('of a short window that lies beside the new panes one stretch is made', () => {
  const sums = new WindowSums(reference.grid, [PANE_MS], { paneMs: PANE_MS, endMs: at(10) });
  expect(sums.needsFor(at(12))).toEqual([{ fromMs: at(9), toMs: at(12) }]);
});

test('a pane that leaves with more than it came with makes the sums useless, and that is said', () => {
  const sums = new WindowSums(reference.grid, [PANE_MS], { paneMs: PANE_MS, endMs: at(0) });
  const small = alarmPane(reference, at(0), undefined, 4);
  const large = alarmPane(reference, at(0), 'age moves', 40);
  const only = (pane: Pane) => (startMs: number) => (startMs === at(0) ? pane : undefined);
  expect(sums.moveTo(at(1), only(small))).toBe(true);
  expect(sums.moveTo(at(2), only(large))).toBe(false);
});
