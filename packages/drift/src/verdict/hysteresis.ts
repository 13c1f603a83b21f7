import type { DriftRuleSettings } from './drift-rule-settings.ts';
import type { FeatureMemory } from './verdict-memory.ts';

type Level = FeatureMemory['level'];

export type WindowSignal = {
  /** Level of this window taken alone. */
  level: Level;
  /** Worst metric ÷ its warning threshold and ÷ its critical one. */
  warnRatio: number;
  criticalRatio: number;
  /** When the events that this window is the first to hold began to arrive. */
  newSinceMs: number;
};

export function freshMemory(feature: string): FeatureMemory {
  return { feature, level: 'ok', recent: [], calmWindows: 0, beganMs: null };
}

/** Confirmed level while the episode goes on: `recent` windows decide, and never below the level held so far. */
function heldLevel(previous: Level, recent: readonly Level[], confirmWindows: number): Level {
  const critical = recent.filter((level) => level === 'critical').length;
  if (critical >= confirmWindows || previous === 'critical') return 'critical';
  const elevated = recent.filter((level) => level !== 'ok').length;
  // One unconfirmed critical window is a warning at once; a warning has to be confirmed itself.
  const isWarning = previous === 'warning' || recent.at(-1) === 'critical' || elevated >= confirmWindows;
  return isWarning ? 'warning' : 'ok';
}

/**
 * Next memory of a feature after one judged window: critical after `confirmWindows` of the last `ofWindows` beyond
 * the threshold, then so until `clearWindows` calm ones in a row. `beganMs` is set by the first elevated window and
 * kept until the episode is over or, if never confirmed, forgotten.
 */
export function stepHysteresis(
  previous: FeatureMemory,
  signal: WindowSignal,
  settings: DriftRuleSettings,
): FeatureMemory {
  const { confirmWindows, ofWindows, clearRatio, clearWindows } = settings.hysteresis;
  const { feature } = previous;
  const ratio = previous.level === 'critical' ? signal.criticalRatio : signal.warnRatio;
  const calmWindows = ratio < clearRatio ? previous.calmWindows + 1 : 0;
  const began = previous.beganMs ?? signal.newSinceMs;
  if (previous.level !== 'ok' && calmWindows >= clearWindows) {
    // What was critical may have calmed down to a warning only.
    const level = signal.level === 'ok' ? 'ok' : 'warning';
    return { feature, level, recent: [], calmWindows: 0, beganMs: level === 'ok' ? null : began };
  }
  const recent = [...previous.recent, signal.level].slice(-ofWindows);
  const level = heldLevel(previous.level, recent, confirmWindows);
  const isQuiet = level === 'ok' && recent.every((one) => one === 'ok');
  return { feature, level, recent, calmWindows: Math.min(calmWindows, clearWindows), beganMs: isQuiet ? null : began };
}
