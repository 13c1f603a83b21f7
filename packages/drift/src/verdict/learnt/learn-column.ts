import type { AlarmHistory } from '../../alarms/alarm-counts.ts';
import type { AlarmSettings } from '../../alarms/alarm-rule-settings.ts';
import { learnFeatureAlarm } from '../../alarms/learn-feature-alarm.ts';
import type { AlarmColumn } from './alarm-columns.ts';
import type { LearntFeature } from './learnt-alarms.ts';

/** Learns one column. `features`: how many share the alert budget; `settings` with the lengths that are judged. */
export function learnColumn(
  { layout, feature }: AlarmColumn,
  history: AlarmHistory,
  budget: { features: number; settings: AlarmSettings },
): LearntFeature {
  return { layoutIndex: layout.index, alarm: learnFeatureAlarm(feature, history, budget) };
}
