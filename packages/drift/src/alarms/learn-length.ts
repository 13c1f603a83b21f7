import { alarmCells, type AlarmFeature, type AlarmHistory } from './alarm-counts.ts';
import type { AlarmSettings } from './alarm-rule-settings.ts';
import type { ClassCounts } from './class-counts.ts';
import type { CellGroups } from './cell-groups.ts';
import { excessAt, fitExcessTail } from './excess-tail.ts';
import type { LengthAlarm } from './feature-alarm.ts';
import { readReference, type ReferenceReadings } from './read-reference.ts';
import { UNSEEN_CELL_TAU, withUnseenDays } from './unseen-days.ts';
import {
  additiveDispersion,
  alarmProbability,
  effectiveWindows,
  fitViewLaw,
  thresholdFactor,
  viewThreshold,
  type ViewLaw,
} from './view-law.ts';
import { SINGLE_VIEWS, viewDf, type SingleViewId, type ViewReading, type WindowReading } from './window-views.ts';

/** Windows by which what a single cell showed is drawn towards the mean of all cells. */
const CELL_PRIOR_WINDOWS = 10;
const BURSTY_PHI = 1.5;
const MIN_WINDOWS_FOR_TAIL = 10;

function excesses(
  { readings, largestExcess }: ReferenceReadings,
  meanRows: number,
  alpha: number,
): LengthAlarm['excess'] {
  const scaled = (value: number, index: number) =>
    value / Math.max(1, Math.sqrt((readings[index]?.n ?? meanRows) / meanRows));
  const of = (view: SingleViewId) =>
    excessAt(fitExcessTail(readings.map(({ views }, index) => scaled(views[view]?.excess ?? 0, index))), alpha);
  const cell = excessAt(fitExcessTail(largestExcess.map(scaled)), alpha);
  return { null: of('null'), new: Math.max(of('new'), cell), tail: of('tail'), cell };
}

type LawBudget = { alpha: number; windows: number; phi: number; groups: CellGroups; hasSeenWeek: boolean };

function lawOf(
  { readings, blocks }: ReferenceReadings,
  budget: Parameters<typeof fitViewLaw>[1],
  pick: (reading: WindowReading) => ViewReading | undefined,
): ViewLaw {
  const samples = readings.flatMap((reading, index) => {
    const statistic = pick(reading)?.statistic;
    return statistic === undefined ? [] : [{ statistic, h: reading.h, block: blocks[index] ?? 0 }];
  });
  return fitViewLaw(samples, budget);
}

/** Of the tails, each judged by half of α, the law of the one that moves more. */
function tailLaw(learning: ReferenceReadings, { alpha, windows, phi }: LawBudget): ViewLaw {
  const { readings } = learning;
  const shared = { alpha: alpha / 2, windows, atLeast: phi, df: 1 };
  const low = lawOf(learning, shared, ({ tails }) => tails[0]);
  const high = lawOf(learning, shared, ({ tails }) => tails[1]);
  const h = readings.reduce((sum, reading) => sum + reading.h, 0) / Math.max(1, readings.length) || 1;
  return viewThreshold(high, 1, h) > viewThreshold(low, 1, h) ? high : low;
}

function learnLaws(learning: ReferenceReadings, budget: LawBudget): LengthAlarm['laws'] {
  const { alpha, windows, phi, groups } = budget;
  const laws: LengthAlarm['laws'] = {};
  for (const view of SINGLE_VIEWS) {
    const atLeast = view === 'null' || view === 'new' ? phi : 0;
    const shared = { alpha, windows, atLeast, df: viewDf(view, groups) };
    const law = view === 'tail' ? tailLaw(learning, budget) : lawOf(learning, shared, ({ views }) => views[view]);
    laws[view] = budget.hasSeenWeek ? law : withUnseenDays(law, view, shared);
  }
  return laws;
}

/** φ_c and τ_c: the means of a cell's G and of what chance leaves over, with ten windows of the mean of all cells. */
function learnCells(
  { readings, cellSum }: ReferenceReadings,
  used: number,
  leastTau: number,
): { phi: Float64Array; tau: Float64Array } {
  const k = readings.length;
  const mean = cellSum.reduce((sum, g) => sum + g, 0) / Math.max(1, k * used);
  const inverseH = readings.reduce((sum, { h }) => sum + 1 / h, 0);
  const drawn = (sum: number): number => sum + CELL_PRIOR_WINDOWS * Math.max(1, mean);
  return {
    phi: cellSum.map((sum) => Math.max(1, drawn(sum) / (k + CELL_PRIOR_WINDOWS))),
    tau: cellSum.map((sum) => {
      const windows = k + CELL_PRIOR_WINDOWS;
      return Math.max(leastTau, additiveDispersion(drawn(sum) - windows, (inverseH / Math.max(1, k)) * windows));
    }),
  };
}

/** Everything that one window length needs, learnt from the reference's own windows of that length. */
export function learnLength(
  feature: AlarmFeature,
  history: AlarmHistory,
  reference: { classes: ClassCounts; groups: CellGroups; hasSeenWeek: boolean },
  budget: { windowMs: number; features: number; settings: AlarmSettings },
): LengthAlarm {
  const { windowMs, features, settings } = budget;
  const learning = readReference(feature, history, reference, windowMs);
  const { readings } = learning;
  const k = readings.length;
  const perWeek = settings.budgetPerWeek;
  const alpha = alarmProbability({ perWeek, features, lengths: settings.windowMs.length, windowMs });
  const phi = k === 0 ? 1 : Math.max(1, learning.pearson / k);
  const meanRows = readings.reduce((sum, { n }) => sum + n, 0) / Math.max(1, k);
  const windows = effectiveWindows(k, windowMs);
  const used = usedCells(reference.classes, feature);
  const cells = learnCells(learning, used, reference.hasSeenWeek ? 0 : UNSEEN_CELL_TAU);
  const isBursty = phi > BURSTY_PHI && k >= MIN_WINDOWS_FOR_TAIL;
  return {
    windowMs,
    windows: k,
    meanRows,
    phi,
    laws: learnLaws(learning, { alpha, windows, phi, groups: reference.groups, hasSeenWeek: reference.hasSeenWeek }),
    cellPhi: cells.phi,
    cellTau: cells.tau,
    cellFactor: thresholdFactor(alpha / used, 1, windows),
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
