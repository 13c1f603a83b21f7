import type { FeatureSpec } from './feature-mix.ts';
import { measureCalm } from './measure-calm.ts';
import { measureDelays } from './measure-delays.ts';
import type { Choice } from './watch-model.ts';

const CHOICE: Choice = 'one hour';
const WEEKS = 2;
const SHIFT_NAMES = ['mean +0.5 sd', 'mean +1 sd'] as const;

export type ShortReport = {
  days: number;
  rowsPerHour: number;
  modelWeeks: number;
  falseAlerts: number;
  /** Minutes until found, by shift; null = not within two days. */
  found: Record<string, (number | null)[]>;
};

/** What a reference of a few days is worth: false alerts in two weeks, and whether clear shifts are found. */
export function measureShort(
  { days, rowsPerHour, mix, stepMs }: { days: number; rowsPerHour: number; mix: () => FeatureSpec[]; stepMs: number },
  onProgress: (line: string) => void,
): ShortReport {
  const report: ShortReport = { days, rowsPerHour, modelWeeks: WEEKS, falseAlerts: 0, found: {} };
  const plan = { mix, rowsPerHour, models: 1, weeks: WEEKS, stepMs, days, choices: [CHOICE], peerModels: 0 };
  report.falseAlerts = measureCalm(plan, onProgress).falseAlerts[CHOICE] ?? 0;
  const model = { mix: mix(), seed: 0, rowsPerHour, stepMs, days };
  const { delays } = measureDelays(model, 1, onProgress, SHIFT_NAMES);
  for (const name of SHIFT_NAMES) report.found[name] = delays[name]?.[CHOICE] ?? [];
  return report;
}
