import { judgeFeatureAlarm } from '../../alarms/judge-feature-alarm.ts';
import { SPECIAL_CELL_COUNT, type FeatureLayout } from '../../grid/grid.ts';
import { metricInput } from '../../metrics/metric-input.ts';
import type { Pane } from '../../pane/pane.ts';
import type { FeatureEvaluation, Verdict } from '../evaluation.ts';
import { calibratedReadings, type Tails } from '../rules/calibrated-readings.ts';
import { judgeFeature } from '../rules/judge-feature.ts';
import type { JudgedWindow, WindowToJudge } from '../rules/verdict-rule.ts';
import { summariseWindow } from '../summarise-window.ts';
import type { FeatureMemory } from '../verdict-memory.ts';
import { alarmEvidence } from './alarm-evidence.ts';
import { stepAlarmMemory, type AlarmMemory } from './alarm-memory.ts';
import type { LearntFeature } from './learnt-alarms.ts';
import { presentReadings, type LengthReading } from './present-readings.ts';
import type { ReadyAlarms } from './ready-alarms.ts';

/** Events that a feature was counted for, and those without a usable value. */
function countedEvents({ counts }: Pane, { offset, valueCells }: FeatureLayout): { n: number; missing: number } {
  let n = 0;
  let missing = 0;
  for (let cell = offset; cell < offset + valueCells + SPECIAL_CELL_COUNT; cell += 1) {
    n += counts[cell] as number;
    if (cell >= offset + valueCells) missing += counts[cell] as number;
  }
  return { n, missing };
}

function readLengths(
  { alarm }: LearntFeature,
  column: number,
  { learnt, sums }: ReadyAlarms,
  settings: WindowToJudge['settings'],
): LengthReading[] {
  const byHours = alarm.classes.classing !== 'all';
  return alarm.lengths.map((length) => {
    const window = sums.windowOf(column, learnt.windowMs.indexOf(length.windowMs), byHours);
    return { windowMs: length.windowMs, reading: judgeFeatureAlarm(alarm, length, window, settings.alarms.floors) };
  });
}

function verdictOf(readings: readonly LengthReading[], memory: AlarmMemory | undefined): Verdict {
  const judged = readings.filter(({ reading }) => reading.state !== 'insufficient');
  if (judged.length === 0) return 'insufficient';
  if (memory === undefined || memory.episode === null) return 'ok';
  // Calm, but not for as long as it takes to call an episode over.
  return judged.some(({ reading }) => reading.state !== 'insufficient' && reading.isHolding) ? 'critical' : 'warning';
}

function judgeColumn(
  window: WindowToJudge,
  alarms: ReadyAlarms,
  { column, learnt, tails, newSinceMs }: { column: number; learnt: LearntFeature; tails: Tails; newSinceMs: number },
): { evaluation: FeatureEvaluation; memory: AlarmMemory | undefined } {
  const { settings, memory, windowEndMs } = window;
  const layout = alarms.sums.columns[column]?.layout;
  if (layout === undefined) throw new RangeError(`no column ${column} to judge`);
  const { name: feature, kind } = layout.feature;
  const before = memory.alarms?.find((one) => one.feature === feature);
  const readings = presentReadings(readLengths(learnt, column, alarms, settings), before, windowEndMs);
  const longestMs = alarms.learnt.windowMs.at(-1) ?? 0;
  const next = stepAlarmMemory(before, readings, { feature, windowEndMs, newSinceMs, longestMs });
  const verdict = verdictOf(readings, next);
  const { alarm, ratio } = alarmEvidence(readings, layout, learnt.alarm.classes.classing);
  // The familiar metrics cost more than the verdict: they are read where somebody will ask for them.
  const isElevated = verdict === 'critical' || verdict === 'warning';
  const metrics = isElevated ? calibratedReadings(metricInput(window, layout, settings), tails, settings).metrics : {};
  const evaluation = {
    feature,
    kind,
    ...countedEvents(window.pane, layout),
    verdict,
    beganMs: next?.episode?.beganMs ?? null,
    ratio,
    worstMetric: null,
    metrics,
    alarm,
  };
  return { evaluation, memory: next };
}

/** Judges every feature by what its reference taught; vectors, of which nothing is learnt, by thresholds. */
export function judgeLearnt(window: WindowToJudge, alarms: ReadyAlarms, tails: Tails): JudgedWindow {
  const { reference, pane, windowStartMs, windowEndMs, memory } = window;
  const newSinceMs = Math.max(windowStartMs, memory.lastWindowEndMs ?? windowStartMs);
  const byLayout = new Map(alarms.learnt.features.map((one) => [one.layoutIndex, one]));
  const columns = new Map(alarms.sums.columns.map(({ layout }, column) => [layout.index, column]));
  const open: AlarmMemory[] = [];
  const vectors: FeatureMemory[] = [];
  const features = reference.grid.layouts.map((layout) => {
    const learnt = byLayout.get(layout.index);
    const column = columns.get(layout.index);
    if (learnt === undefined || column === undefined) {
      const judged = judgeFeature(window, layout, tails, newSinceMs);
      vectors.push(judged.memory);
      return judged.evaluation;
    }
    const judged = judgeColumn(window, alarms, { column, learnt, tails, newSinceMs });
    if (judged.memory !== undefined) open.push(judged.memory);
    return judged.evaluation;
  });
  const facts = { referenceId: reference.id, windowStartMs, windowEndMs, n: pane.events };
  return {
    evaluation: summariseWindow(facts, features),
    memory: { lastWindowEndMs: windowEndMs, features: vectors, alarms: open },
  };
}
