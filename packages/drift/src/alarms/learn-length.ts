import { alarmCells, type AlarmFeature, type AlarmHistory } from './alarm-counts.ts';
import type { AlarmSettings } from './alarm-rule-settings.ts';
import type { ClassCounts } from './class-counts.ts';
import type { CellGroups } from './cell-groups.ts';
import { excessAt, fitExcessTail } from './excess-tail.ts';
import type { LengthAlarm } from './feature-alarm.ts';
import { gOfCell } from './g-statistic.ts';
import { referenceWindows } from './reference-windows.ts';
import { alarmProbability, effectiveWindows, fitViewLaw, thresholdFactor } from './view-law.ts';
import { readViews, SINGLE_VIEWS, type SingleViewId, type WindowReading } from './window-views.ts';

/** Events of a cell's own experience that its burst factor is drawn towards the mean by. */
const CELL_PRIOR_WINDOWS = 10;
const BURSTY_PHI = 1.5;
const MIN_WINDOWS_FOR_TAIL = 50;

type Learning = {
  readings: WindowReading[];
  pearson: number;
  cellSum: Float64Array;
  cellTau: Float64Array;
  /** Largest |w_c − n·q_c| of each window. */
  largestExcess: number[];
  largestNew: number;
};

function addCells(learning: Learning, counts: Float64Array, shares: Float64Array, { n, m, h }: WindowReading): void {
  const { cellSum, cellTau } = learning;
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
    const g = gOfCell(count, n, share * m, m);
    cellSum[cell] = (cellSum[cell] as number) + g;
    cellTau[cell] = (cellTau[cell] as number) + g * h;
    largest = Math.max(largest, Math.abs(count - n * share));
  }
  learning.pearson += used > 1 ? pearson / (used - 1) / (1 + n / m) : 1;
  learning.largestExcess.push(largest);
  learning.largestNew = Math.max(learning.largestNew, (counts[counts.length - 1] as number) / n);
}

function readReference(
  feature: AlarmFeature,
  history: AlarmHistory,
  classes: ClassCounts,
  groups: CellGroups,
  windowMs: number,
) {
  const learning: Learning = {
    readings: [],
    pearson: 0,
    cellSum: new Float64Array(feature.valueCells),
    cellTau: new Float64Array(feature.valueCells),
    largestExcess: [],
    largestNew: 0,
  };
  for (const { window, baseline } of referenceWindows(feature, history, classes, windowMs)) {
    const reading = readViews(feature, window.counts, baseline, groups);
    learning.readings.push(reading);
    addCells(learning, window.counts, baseline.shares, reading);
  }
  return learning;
}

function excesses({ readings, largestExcess }: Learning, meanRows: number, alpha: number): LengthAlarm['excess'] {
  const scaled = (value: number, index: number) =>
    value / Math.max(1, Math.sqrt((readings[index]?.n ?? meanRows) / meanRows));
  const of = (view: SingleViewId) =>
    excessAt(fitExcessTail(readings.map(({ views }, index) => scaled(views[view]?.excess ?? 0, index))), alpha);
  const cell = excessAt(fitExcessTail(largestExcess.map(scaled)), alpha);
  return { null: of('null'), new: Math.max(of('new'), cell), tail: of('tail'), cell };
}

/** Everything that one window length needs, learnt from the reference's own windows of that length. */
export function learnLength(
  feature: AlarmFeature,
  history: AlarmHistory,
  reference: { classes: ClassCounts; groups: CellGroups },
  budget: { windowMs: number; features: number; settings: AlarmSettings },
): LengthAlarm {
  const { windowMs, features, settings } = budget;
  const { groups, classes } = reference;
  const learning = readReference(feature, history, classes, groups, windowMs);
  const { readings, cellSum, cellTau } = learning;
  const k = readings.length;
  const alpha = alarmProbability({
    perWeek: settings.budgetPerWeek,
    features,
    lengths: settings.windowMs.length,
    windowMs,
  });
  const phi = k === 0 ? 1 : Math.max(1, learning.pearson / k);
  const meanRows = readings.reduce((sum, { n }) => sum + n, 0) / Math.max(1, k);
  const meanG = cellSum.reduce((sum, g) => sum + g, 0) / Math.max(1, k * usedCells(classes, feature));
  const kEffective = effectiveWindows(k, windowMs);
  const laws: LengthAlarm['laws'] = {};
  for (const view of SINGLE_VIEWS) {
    const samples = readings.flatMap(({ views, h }) => {
      const statistic = views[view]?.statistic;
      return statistic === undefined ? [] : [{ statistic, h }];
    });
    const isCounting = view === 'null' || view === 'new' || view === 'tail';
    const law = fitViewLaw(samples, view === 'shape' ? groups.shapeDf : 1, isCounting ? phi : 0);
    laws[view] = { ...law, factor: thresholdFactor(view === 'tail' ? alpha / 2 : alpha, law.nu, kEffective) };
  }
  const cellPhi = cellSum.map((sum) =>
    Math.max(1, (sum + CELL_PRIOR_WINDOWS * Math.max(1, meanG)) / (k + CELL_PRIOR_WINDOWS)),
  );
  const isBursty = phi > BURSTY_PHI && k >= MIN_WINDOWS_FOR_TAIL;
  return {
    windowMs,
    windows: k,
    meanRows,
    phi,
    laws,
    cellPhi,
    cellTau: cellTau.map((sum, cell) => ((cellPhi[cell] ?? 1) > 1 ? sum / Math.max(1, k) : 0)),
    cellFactor: thresholdFactor(alpha / usedCells(classes, feature), 1, kEffective),
    excess: isBursty ? excesses(learning, meanRows, alpha) : { null: 0, new: 0, tail: 0, cell: 0 },
    largestNew: learning.largestNew,
    largestShape: readings.reduce((largest, { views }) => Math.max(largest, views.shape?.effect ?? 0), 0),
  };
}

/** Value cells with events in the reference. */
function usedCells({ counts, width }: ClassCounts, feature: AlarmFeature): number {
  let used = 0;
  for (let cell = 0; cell < feature.valueCells; cell += 1) {
    let sum = 0;
    for (let at = cell; at < counts.length; at += width) sum += counts[at] as number;
    if (sum > 0) used += 1;
  }
  return Math.max(1, used);
}

/** Sums over all classes, to group cells by. */
export function classTotals({ counts, width }: ClassCounts, feature: AlarmFeature): Float64Array {
  const totals = new Float64Array(alarmCells(feature).width);
  for (let at = 0; at < counts.length; at += 1)
    totals[at % width] = (totals[at % width] as number) + (counts[at] as number);
  return totals;
}
