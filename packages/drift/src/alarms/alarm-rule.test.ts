import { expect, test } from 'vitest';
import { alarmCells, DAY_MS, HOUR_MS, type AlarmHistory } from './alarm-counts.ts';
import { stepAlarmEpisode } from './alarm-episode.ts';
import { AlarmSettings } from './alarm-rule-settings.ts';
import { judgeFeatureAlarm } from './judge-feature-alarm.ts';
import { historyProblem, learnFeatureAlarm } from './learn-feature-alarm.ts';
import { historyWindow } from './reference-windows.ts';

const feature = { name: 'f', isOrdered: true, valueCells: 40 };
const { nullCell, newCell, width } = alarmCells(feature);
const settings = AlarmSettings.parse({ windowMs: [HOUR_MS, 6 * HOUR_MS] });

/** Counts that differ from hour to hour by a fixed pattern about as large as chance's, `swing` by the hour of the day. */
function history(days: number, swing = 0): AlarmHistory {
  const steps = days * 24;
  const counts = new Float64Array(steps * width);
  for (let step = 0; step < steps; step += 1) {
    const daily = swing * Math.sin((2 * Math.PI * (step % 24)) / 24);
    for (let cell = 0; cell < 40; cell += 1) {
      const noise = ((step * 7_919 + cell * 104_729) % 11) - 5;
      counts[step * width + cell] = Math.max(0, Math.round(50 * (1 + daily * ((cell - 19.5) / 20)) + noise));
    }
    counts[step * width + nullCell] = 20;
  }
  return { startMs: 0, stepMs: HOUR_MS, steps, counts };
}

const alarm = learnFeatureAlarm(feature, history(14), { features: 1, settings });

function judge(change: (counts: Float64Array) => void, of = alarm, hour = 30, source = history(14)) {
  const window = historyWindow(source, width, hour, 1);
  change(window.counts);
  const rows = window.counts.reduce((sum, count) => sum + count, 0);
  const [length] = of.lengths;
  if (length === undefined) throw new Error('no length');
  return judgeFeatureAlarm(of, length, { ...window, hours: [{ hourStartMs: hour * HOUR_MS, rows }] }, settings.floors);
}

function alerting(change: (counts: Float64Array) => void) {
  const reading = judge(change);
  return reading.state === 'insufficient' ? [] : reading.views.filter(({ isAlert }) => isAlert).map(({ view }) => view);
}

test('a window of the reference itself is calm', () => {
  expect(judge(() => {})).toMatchObject({ state: 'judged', isAlert: false, isHolding: false });
});

test('what changed is named', () => {
  expect(alerting((counts) => (counts[nullCell] = 300))).toEqual(expect.arrayContaining(['null', 'shape']));
  expect(alerting((counts) => (counts[newCell] = 100))).toEqual(['new']);
  expect(alerting((counts) => (counts[7] = 200))).toContain('cell');
  expect(
    alerting((counts) => {
      for (let cell = 0; cell < 20; cell += 1) {
        counts[cell] = (counts[cell] as number) / 2;
        counts[cell + 20] = (counts[cell + 20] as number) * 1.5;
      }
    }),
  ).toEqual(expect.arrayContaining(['shape', 'location']));
});

test('too few events are insufficient', () => {
  expect(judge((counts) => counts.fill(1))).toEqual({ state: 'insufficient', n: width });
});

test('a daily rhythm is learnt and is no alarm', () => {
  const seasonal = history(14, 0.4);
  const learnt = learnFeatureAlarm(feature, seasonal, { features: 1, settings });
  expect(learnt.classes.classing).toBe('hour');
  for (const hour of [3, 6, 9, 18])
    expect(judge(() => {}, learnt, hour, seasonal)).toMatchObject({ state: 'judged', isAlert: false });
  expect(alarm.classes.classing).toBe('all');
});

test('a feature that is not stable inside its reference is said to be so, and gross changes are told', () => {
  const source = history(14);
  for (let step = 0; step < source.steps; step += 1) {
    source.counts.fill(0, step * width, step * width + 40);
    source.counts[step * width + ((step * 7) % 40)] = 60;
  }
  const learnt = learnFeatureAlarm(feature, source, { features: 1, settings });
  for (let hour = 0; hour < 48; hour += 1)
    expect(judge(() => {}, learnt, hour, source)).toMatchObject({
      state: 'unstable',
      isAlert: false,
      isHolding: false,
    });
  const withNew = (rows: number) => judge((counts) => (counts[newCell] = rows), learnt, 30, source);
  expect(withNew(200)).toMatchObject({ state: 'unstable', isAlert: true });
  // As many as one burst of such a feature: two in five of the window, and nothing to alert on.
  expect(withNew(60)).toMatchObject({ state: 'unstable', isAlert: false });
});

test('an unstable feature is calm at what its reference itself reached', () => {
  const source = history(14);
  for (let step = 0; step < source.steps; step += 1) {
    source.counts.fill(0, step * width, (step + 1) * width);
    source.counts[step * width + ((step * 7) % 40)] = 60;
    if (step % 35 === 30) source.counts[step * width + newCell] = 40;
  }
  const learnt = learnFeatureAlarm(feature, source, { features: 1, settings });
  expect(judge(() => {}, learnt, 30, source)).toMatchObject({ state: 'unstable', isAlert: false, isHolding: false });
});

test('short references and steps that do not fit are refused', () => {
  expect(historyProblem(history(2), settings)).toMatch(/2\.0 days/u);
  expect(historyProblem({ ...history(14), stepMs: 7 * 60_000 }, settings)).toMatch(/divide the hour|days/u);
  expect(historyProblem(history(14), AlarmSettings.parse({ windowMs: [90 * 60_000] }))).toMatch(/multiple/u);
  expect(() => learnFeatureAlarm(feature, history(2), { features: 1, settings })).toThrow(RangeError);
});

test('an episode holds, and closes after an hour of quiet', () => {
  const reading = (isAlert: boolean, isHolding: boolean) => ({
    state: 'judged' as const,
    n: 100,
    isAlert,
    isHolding,
    views: [],
  });
  const calm = [reading(false, false)];
  expect(stepAlarmEpisode(null, [reading(false, true)], 0)).toBeNull();
  const open = stepAlarmEpisode(null, [reading(false, false), reading(true, true)], DAY_MS);
  expect(open).toEqual({ openedMs: DAY_MS, lastHeldMs: DAY_MS });
  const held = stepAlarmEpisode(open, [reading(false, true)], DAY_MS + HOUR_MS);
  expect(held).toEqual({ openedMs: DAY_MS, lastHeldMs: DAY_MS + HOUR_MS });
  expect(stepAlarmEpisode(held, calm, DAY_MS + 1.5 * HOUR_MS)).toEqual(held);
  expect(stepAlarmEpisode(held, calm, DAY_MS + 2 * HOUR_MS)).toBeNull();
  expect(stepAlarmEpisode(held, [{ state: 'insufficient', n: 1 }], DAY_MS + 1.5 * HOUR_MS)).toEqual(held);
});
