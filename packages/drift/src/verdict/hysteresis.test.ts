import { describe, expect, test } from 'vitest';
import { DriftRuleSettings } from './drift-rule-settings.ts';
import { freshMemory, stepHysteresis } from './hysteresis.ts';
import type { FeatureMemory } from './verdict-memory.ts';

const SETTINGS = DriftRuleSettings.parse({});

/** Ratios to the critical threshold, one window each; the warning threshold is half of it. */
function run(ratios: readonly number[], settings = SETTINGS): FeatureMemory[] {
  let memory = freshMemory('x');
  return ratios.map((criticalRatio, i) => {
    const warnRatio = 2 * criticalRatio;
    const level = criticalRatio >= 1 ? 'critical' : warnRatio >= 1 ? 'warning' : 'ok';
    memory = stepHysteresis(memory, { level, warnRatio, criticalRatio, newSinceMs: i * 1_000 }, settings);
    return memory;
  });
}

const levels = (ratios: readonly number[]): string =>
  run(ratios)
    .map(({ level }) => level[0])
    .join('');

describe('levels, one letter a window', () => {
  test.each([
    ['calm', [0.1, 0.1, 0.1], 'ooo'],
    ['one critical window is a warning at once, two are critical', [0.1, 2, 2, 2], 'owcc'],
    ['two of three suffice', [2, 0.1, 2], 'wwc'],
    ['one alone ends after two calm ones', [0.1, 2, 0.1, 0.1, 0.1], 'owwoo'],
    ['a warning has to be confirmed', [0.6, 0.1, 0.1, 0.6, 0.6], 'oooow'],
    ['critical stays for one calm window and ends with two', [2, 2, 0.1, 2, 0.1, 0.1], 'wcccco'],
    ['a value just below the threshold does not end it', [2, 2, 0.9, 0.8, 0.75, 0.9], 'wccccc'],
    ['critical calms down to a warning first', [2, 2, 0.6, 0.6, 0.6, 0.1, 0.1], 'wccwwwo'],
  ])('%s', (_name, ratios, expected) => {
    expect(levels(ratios)).toBe(expected);
  });
});

test('an episode began with its first elevated window and is forgotten when over', () => {
  const memories = run([0.1, 0.6, 2, 2, 0.1, 0.1, 0.1]);
  expect(memories.map(({ beganMs }) => beganMs)).toEqual([null, 1_000, 1_000, 1_000, 1_000, null, null]);
});

test('an elevated window that was never confirmed is forgotten too', () => {
  expect(run([0.6, 0.1, 0.1, 0.1, 2, 2]).at(-1)?.beganMs).toBe(4_000);
});

test('with confirmation switched off one window decides', () => {
  const hysteresis = { ...SETTINGS.hysteresis, confirmWindows: 1, clearWindows: 1 };
  expect(run([2, 0.1, 2], { ...SETTINGS, hysteresis }).map(({ level }) => level)).toEqual([
    'critical',
    'ok',
    'critical',
  ]);
});

test('memory stays small however long the stream', () => {
  const last = run(Array.from({ length: 500 }, (_, i) => (i % 7) / 4)).at(-1);
  expect(last?.recent.length).toBeLessThanOrEqual(3);
});
