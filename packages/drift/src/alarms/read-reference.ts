import type { AlarmFeature, AlarmHistory } from './alarm-counts.ts';
import type { ClassCounts } from './class-counts.ts';
import type { CellGroups } from './cell-groups.ts';
import { gOfCell } from './g-statistic.ts';
import { referenceWindows } from './reference-windows.ts';
import { readViews, type WindowReading } from './window-views.ts';

/** What the reference's own windows of one length showed. */
export type ReferenceReadings = {
  readings: WindowReading[];
  /** Which day (of a short reference: which six hours) each is of. */
  blocks: number[];
  /** Σ over windows of X²/(cells − 1)/(1 + n/m): 1 a window for independent events. */
  pearson: number;
  /** Σ G of each value cell. */
  cellSum: Float64Array;
  /** Largest |w_c − n·q_c| of each window. */
  largestExcess: number[];
  largestNew: number;
};

function addCells(into: ReferenceReadings, counts: Float64Array, shares: Float64Array, { n, m }: WindowReading): void {
  const { cellSum } = into;
  let pearson = 0;
  let used = 0;
  let largest = 0;
  for (let cell = 0; cell < counts.length - 1; cell += 1) {
    const count = counts[cell] as number;
    const share = shares[cell] as number;
    if (share > 0) {
      pearson += (count - n * share) ** 2 / (n * share);
      used += 1;
    }
    if (cell >= cellSum.length) continue;
    cellSum[cell] = (cellSum[cell] as number) + gOfCell(count, n, share * m, m);
    largest = Math.max(largest, Math.abs(count - n * share));
  }
  into.pearson += used > 1 ? pearson / (used - 1) / (1 + n / m) : 1;
  into.largestExcess.push(largest);
  into.largestNew = Math.max(into.largestNew, (counts[counts.length - 1] as number) / n);
}

export function readReference(
  feature: AlarmFeature,
  history: AlarmHistory,
  { classes, groups }: { classes: ClassCounts; groups: CellGroups },
  windowMs: number,
): ReferenceReadings {
  const all: ReferenceReadings = {
    readings: [],
    blocks: [],
    pearson: 0,
    cellSum: new Float64Array(feature.valueCells),
    largestExcess: [],
    largestNew: 0,
  };
  for (const { window, baseline, block } of referenceWindows(feature, history, classes, windowMs)) {
    const reading = readViews(feature, window.counts, baseline, groups);
    all.readings.push(reading);
    all.blocks.push(block);
    addCells(all, window.counts, baseline.shares, reading);
  }
  return all;
}
