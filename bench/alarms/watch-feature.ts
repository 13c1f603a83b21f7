import {
  alarmCells,
  judgeFeatureAlarm,
  stepAlarmEpisode,
  type AlarmEpisode,
  type AlarmHistory,
  type AlarmSettings,
  type FeatureAlarm,
  type FeatureAlarmReading,
} from '@leeway/drift';

const HOUR_MS = 3_600_000;

/** Rows by hour of the steps from `from` to before `end`, from rows summed up to each step. */
function rowsByHour({ startMs, stepMs }: AlarmHistory, rowsBefore: Float64Array, from: number, end: number) {
  const hours: { hourStartMs: number; rows: number }[] = [];
  const stepsPerHour = HOUR_MS / stepMs;
  for (let at = from; at < end;) {
    const hour = Math.floor((startMs + at * stepMs) / HOUR_MS);
    const next = Math.min(end, at + stepsPerHour - (Math.round(startMs / stepMs + at) % stepsPerHour));
    hours.push({ hourStartMs: hour * HOUR_MS, rows: (rowsBefore[next] ?? 0) - (rowsBefore[at] ?? 0) });
    at = next;
  }
  return hours;
}

function rowsBeforeSteps({ steps, counts }: AlarmHistory, width: number): Float64Array {
  const before = new Float64Array(steps + 1);
  for (let step = 0; step < steps; step += 1) {
    let rows = 0;
    for (let at = step * width; at < (step + 1) * width; at += 1) rows += counts[at] ?? 0;
    before[step + 1] = (before[step] ?? 0) + rows;
  }
  return before;
}

/** Sums that slide: adds the newest step, takes away the one that falls out. */
function slide(sum: Float64Array, { counts }: AlarmHistory, newest: number, length: number): void {
  const width = sum.length;
  for (let cell = 0; cell < width; cell += 1) {
    const leaves = newest >= length ? (counts[(newest - length) * width + cell] ?? 0) : 0;
    sum[cell] = (sum[cell] ?? 0) + (counts[newest * width + cell] ?? 0) - leaves;
  }
}

export type Watched = {
  /** Steps after which an episode opened. */
  opened: number[];
  judged: number;
};

/** Windows of all lengths, sliding by a step; episodes as the product keeps them. */
export function watchFeature(
  alarm: FeatureAlarm,
  history: AlarmHistory,
  { fromStep, settings, onlyFirst }: { fromStep: number; settings: AlarmSettings; onlyFirst: boolean },
): Watched {
  const { width } = alarmCells(alarm.feature);
  const rowsBefore = rowsBeforeSteps(history, width);
  const sums = alarm.lengths.map(() => new Float64Array(width));
  const watched: Watched = { opened: [], judged: 0 };
  let episode: AlarmEpisode = null;
  for (let step = 0; step < history.steps; step += 1) {
    const readings: FeatureAlarmReading[] = [];
    alarm.lengths.forEach((length, index) => {
      const steps = length.windowMs / history.stepMs;
      const counts = sums[index] ?? new Float64Array(width);
      slide(counts, history, step, steps);
      if (step < fromStep || step + 1 < steps) return;
      const hours = rowsByHour(history, rowsBefore, step + 1 - steps, step + 1);
      readings.push(judgeFeatureAlarm(alarm, length, { counts, hours }, settings.floors));
    });
    watched.judged += readings.length;
    const next = stepAlarmEpisode(episode, readings, history.startMs + (step + 1) * history.stepMs);
    if (episode === null && next !== null) watched.opened.push(step);
    if (onlyFirst && watched.opened.length > 0) return watched;
    episode = next;
  }
  return watched;
}
