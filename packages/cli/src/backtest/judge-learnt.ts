import {
  addPaneCells,
  alarmCells,
  judgeFeatureAlarm,
  stepAlarmEpisode,
  type AlarmEpisode,
  type AlarmSettings,
  type AlarmWindow,
  type FeatureAlarmReading,
  type FrozenReference,
  type LengthAlarm,
} from '@leeway/drift';
import { iso, type BacktestEvidence, type BacktestFeature } from './backtest-window.ts';
import type { LearntFeature } from './learn-alarms.ts';
import { panesBetween, type WindowJudge, type WindowPanes } from './window-judge.ts';

const HOUR_MS = 3_600_000;

/** The learnt rule: several window lengths at once, an episode a feature. */
export function learntJudge(input: {
  reference: FrozenReference;
  learnt: readonly LearntFeature[];
  settings: AlarmSettings;
  paneMs: number;
}): WindowJudge {
  const { reference, learnt, settings, paneMs } = input;
  const episodes = new Map<number, AlarmEpisode>();
  const shortestMs = Math.min(...settings.windowMs);
  return (panes, endMs) => {
    const features: Record<string, BacktestFeature> = {};
    for (const one of learnt) {
      const readings = one.alarm.lengths.map((length) => {
        const window = windowOf(reference, one, panesBetween(panes, endMs - length.windowMs, endMs, paneMs));
        return { length, reading: judgeFeatureAlarm(one.alarm, length, window, settings.floors) };
      });
      const before = episodes.get(one.layoutIndex) ?? null;
      const episode = stepAlarmEpisode(
        before,
        readings.map(({ reading }) => reading),
        endMs,
      );
      episodes.set(one.layoutIndex, episode);
      features[one.alarm.feature.name] = featureOf(readings, episode);
    }
    const n = panesBetween(panes, endMs - shortestMs, endMs, paneMs).reduce((sum, { pane }) => sum + pane.events, 0);
    const verdicts = Object.values(features).map(({ verdict }) => verdict);
    const judged = verdicts.includes('ok') ? 'ok' : 'insufficient';
    const calm = n === 0 ? 'no-data' : judged;
    const verdict = verdicts.includes('critical') ? 'critical' : calm;
    return { start: iso(endMs - shortestMs), end: iso(endMs), n, verdict, features };
  };
}

function windowOf(
  { grid }: FrozenReference,
  { layoutIndex, alarm }: LearntFeature,
  parts: readonly { startMs: number; pane: WindowPanes extends ReadonlyMap<number, infer P> ? P : never }[],
): AlarmWindow {
  const { feature } = alarm;
  const counts = new Float64Array(alarmCells(feature).width);
  const layout = grid.layouts[layoutIndex];
  const hours = parts.map(({ startMs, pane }) => ({
    hourStartMs: Math.floor(startMs / HOUR_MS) * HOUR_MS,
    rows: layout === undefined ? 0 : addPaneCells(layout, feature, pane.counts, counts),
  }));
  return { counts, hours };
}

function featureOf(
  readings: readonly { length: LengthAlarm; reading: FeatureAlarmReading }[],
  episode: AlarmEpisode,
): BacktestFeature {
  const judged = readings.flatMap(({ length, reading }) =>
    reading.state === 'insufficient' ? [] : [{ length, reading }],
  );
  const evidence = judged.flatMap(({ length: { windowMs }, reading }) =>
    reading.views
      .filter(({ isAlert }) => isAlert)
      .map(({ view, statistic, threshold, effect }): BacktestEvidence => ({
        by: view,
        value: statistic,
        threshold,
        windowMs,
        effect,
      })),
  );
  const verdict = episode !== null ? 'critical' : judged.length > 0 ? 'ok' : 'insufficient';
  const isUnstable = judged.length > 0 && judged.every(({ reading }) => reading.state === 'unstable');
  const n = Math.max(0, ...readings.map(({ reading }) => reading.n));
  return {
    verdict,
    n,
    began: episode === null ? null : iso(episode.openedMs),
    ...(isUnstable ? { unstable: true } : {}),
    evidence,
  };
}
