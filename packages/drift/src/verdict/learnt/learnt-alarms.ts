import { ALARM_CODEC_VERSION } from '../../alarms/codec/alarm-codec-version.ts';
import { alarmCells } from '../../alarms/alarm-counts.ts';
import type { AlarmSettings } from '../../alarms/alarm-rule-settings.ts';
import type { FeatureAlarm } from '../../alarms/feature-alarm.ts';

export type LearntFeature = { layoutIndex: number; alarm: FeatureAlarm };

/** Everything that the rule knows of a model under one reference. */
export type LearntAlarms = {
  /** Lengths ascending; every feature has been learnt for each. */
  windowMs: readonly number[];
  features: readonly LearntFeature[];
};

/** What thresholds were made for. Floors are not part of it: they are looked up when a window is judged. */
export type AlarmKey = { version: number; paneMs: number; windowMs: readonly number[]; budgetPerWeek: number };

export function alarmKeyOf({ budgetPerWeek, windowMs }: AlarmSettings, paneMs: number): AlarmKey {
  return { version: ALARM_CODEC_VERSION, paneMs, windowMs: windowMs.toSorted((a, b) => a - b), budgetPerWeek };
}

/** Bytes that learnt features take in memory, about; counts by class are held once more as shares once they were used. */
export function alarmBytes(features: readonly LearntFeature[]): number {
  return features.reduce((sum, { alarm: { feature, classes, groups, lengths } }) => {
    const perLength = lengths.reduce(
      (bytes, { cellPhi, cellTau }) => bytes + 700 + 8 * (cellPhi.length + cellTau.length),
      0,
    );
    return (
      sum + perLength + 8 * (classes.counts.length * 2 + groups.rank.length * 2) + 2 * alarmCells(feature).width + 500
    );
  }, 0);
}
