import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../alarms/alarm-counts.ts';
import { AlarmSettings } from '../../alarms/alarm-rule-settings.ts';
import { alarmLengths } from './alarm-lengths.ts';
import { planAlarmLearning, type AlarmFacts } from './plan-alarm-learning.ts';

const START_MS = Date.UTC(2026, 0, 5);
const MINUTE_MS = 60_000;
const facts: AlarmFacts = {
  provenance: {},
  paneMs: MINUTE_MS,
  settings: AlarmSettings.parse({}),
  stretch: null,
  own: null,
  incidents: [],
};
const own = (...rows: number[]) => ({ startMs: START_MS, rows });
const timed = (days: number) => ({ fromMs: START_MS + 5 * MINUTE_MS, toMs: START_MS + days * DAY_MS - 1 });

describe('lengths', () => {
  test.each([
    ['all for panes of a minute', MINUTE_MS, [5, 15, 60, 360, 1_440], 5],
    ['those from a quarter of an hour on', 15 * MINUTE_MS, [15, 60, 360, 1_440], 15],
    ['whole hours for panes of twenty minutes', 20 * MINUTE_MS, [60, 360, 1_440], 60],
    ['whole hours', HOUR_MS, [60, 360, 1_440], 60],
  ])('%s', (_case, paneMs, minutes, step) => {
    expect(alarmLengths(facts.settings.windowMs, paneMs)).toEqual({
      windowMs: minutes.map((minute) => minute * MINUTE_MS),
      stepMs: step * MINUTE_MS,
    });
  });
  test('none that is no part of a day', () => {
    expect(alarmLengths([7 * HOUR_MS, 50 * HOUR_MS], MINUTE_MS)).toBeNull();
    const settings = AlarmSettings.parse({ windowMs: [7 * HOUR_MS] });
    expect(planAlarmLearning({ ...facts, settings })).toEqual({
      kind: 'refused',
      problem: 'no window length is a whole number of panes of 60 s',
    });
  });
});

describe('a reference with times', () => {
  test('under three days is refused, in words', () => {
    expect(planAlarmLearning({ ...facts, provenance: timed(1), own: own(9, 9, 9, 9) })).toEqual({
      kind: 'refused',
      problem: 'the reference covers 1.0 days, 3 full ones are needed',
    });
  });
  test('teaches by the panes of its stretch', () => {
    const learning = planAlarmLearning({ ...facts, provenance: timed(5), stretch: own(9, 0, 9, 9, 9) });
    expect(learning).toMatchObject({
      kind: 'plan',
      plan: { source: 'reference', days: 4, stretch: { startMs: START_MS, stepMs: 5 * MINUTE_MS, steps: 5 * 288 } },
    });
  });
  test('of a year teaches by its last four weeks', () => {
    const learning = planAlarmLearning({ ...facts, provenance: timed(365), stretch: own(9, 9, 9) });
    expect(learning).toMatchObject({ plan: { stretch: { startMs: START_MS + (365 - 28) * DAY_MS - HOUR_MS } } });
  });
  test('of a time that no panes are stored of lets the model’s own days teach', () => {
    const input = { ...facts, provenance: timed(5), stretch: own(0, 0, 9, 0, 0), own: own(9, 9, 9, 9) };
    expect(planAlarmLearning(input)).toMatchObject({ kind: 'plan', plan: { source: 'own-days', days: 3 } });
  });
});

describe('a reference without times', () => {
  test.each([
    ['before the first event', null, 0],
    ['after two days', own(9, 9), 2],
    ['with a day without events', own(9, 0, 9), 2],
  ])('waits %s', (_case, days, seen) => {
    const learning = planAlarmLearning({ ...facts, own: days });
    expect(learning.kind).toBe('waiting');
    expect(learning).toMatchObject({ problem: expect.stringContaining(`${seen} of 3 full days`) as string });
  });
  test.each([
    [3, 3],
    [6, 3],
    [7, 7],
    [13, 7],
    [20, 14],
  ])('of %i own days takes the first %i', (seen, taken) => {
    const learning = planAlarmLearning({ ...facts, own: own(...Array.from({ length: seen }, () => 9)) });
    expect(learning).toMatchObject({
      plan: { source: 'own-days', days: taken, stretch: { steps: taken * 288, leftOutDays: [] } },
    });
  });
  test('takes fewer days where the settings allow it', () => {
    const settings = AlarmSettings.parse({ leastReferenceDays: 1 });
    expect(planAlarmLearning({ ...facts, settings, own: own(9) })).toMatchObject({ plan: { days: 1 } });
    expect(planAlarmLearning({ ...facts, settings, own: own() })).toMatchObject({ kind: 'waiting' });
    const learning = planAlarmLearning({ ...facts, settings, provenance: timed(1), stretch: own(9) });
    expect(learning).toMatchObject({ plan: { source: 'reference', days: 1 } });
  });
  test('leaves out days with an incident, wholly', () => {
    const incidents = [{ fromMs: START_MS + 1.9 * DAY_MS, toMs: START_MS + 2.1 * DAY_MS }];
    expect(planAlarmLearning({ ...facts, own: own(9, 9, 9, 9), incidents })).toMatchObject({ kind: 'waiting' });
    expect(planAlarmLearning({ ...facts, own: own(9, 9, 9, 9, 9), incidents })).toMatchObject({
      plan: { days: 3, stretch: { steps: 5 * 288, leftOutDays: [1, 2] } },
    });
  });
});
