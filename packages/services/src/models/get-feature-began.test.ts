import { seededRandom } from '@leeway/testing';
import { describe, expect, it } from 'vitest';
import { dateBeginning, type DatedWindow } from './get-feature-began.ts';

const PANE_MS = 60_000;
const random = seededRandom(11);

function windowsOf(ratios: readonly (number | null)[]): DatedWindow[] {
  return ratios.map((ratio, index) => ({
    endMs: (index + 1) * PANE_MS,
    ratio: ratio ?? 0,
    mark: ratio === null ? 'i' : ratio >= 1 ? 'c' : ratio >= 0.5 ? 'w' : 'o',
  }));
}

const calm = (count: number): number[] => Array.from({ length: count }, () => 0.15 + 0.1 * random());

describe('when drift began', () => {
  it('a step is dated to its pane, with a range that holds it', () => {
    const began = dateBeginning(windowsOf([...calm(60), 1.4, 1.5, 1.6]), PANE_MS);
    if (began.state === 'none') throw new Error(began.reason);
    expect(began).toMatchObject({ atMs: 60 * PANE_MS, shape: 'step' });
    expect(began.fromMs).toBeLessThanOrEqual(60 * PANE_MS);
    expect(began.toMs).toBeGreaterThanOrEqual(60 * PANE_MS);
    expect(began.pValue).toBeLessThan(0.01);
  });

  it('a slow rise is dated to where it started, long before it was critical', () => {
    const rise = Array.from({ length: 40 }, (_, index) => 0.2 + 0.025 * (index + 1));
    const began = dateBeginning(windowsOf([...calm(60), ...rise]), PANE_MS);
    if (began.state === 'none') throw new Error(began.reason);
    expect(began.shape).toBe('ramp');
    expect(Math.abs(began.atMs / PANE_MS - 60)).toBeLessThanOrEqual(4);
    expect([began.fromMs, began.toMs].map((ms) => ms / PANE_MS >= 54 && ms / PANE_MS <= 66)).toEqual([true, true]);
  });

  it('an earlier episode, however large, is another one', () => {
    const began = dateBeginning(windowsOf([...calm(30), 9, 9, 9, 9, ...calm(30), 1.2, 1.3]), PANE_MS);
    expect(began).toMatchObject({ state: 'found', atMs: 64 * PANE_MS });
  });

  it('windows that were not judged leave a gap and move nothing', () => {
    const began = dateBeginning(windowsOf([...calm(30), null, null, null, 1.4, 1.4, 1.4]), PANE_MS);
    expect(began).toMatchObject({ state: 'found', atMs: 33 * PANE_MS });
  });

  it('says why there is none', () => {
    expect(dateBeginning(windowsOf([0.2, 0.2]), PANE_MS)).toMatchObject({ state: 'none', reason: /too few windows/u });
    expect(dateBeginning(windowsOf(calm(80)), PANE_MS)).toMatchObject({ state: 'none', reason: /no change/u });
    const falling = [...Array.from({ length: 30 }, () => 0.4 + 0.02 * random()), ...calm(30)];
    expect(dateBeginning(windowsOf(falling), PANE_MS)).toMatchObject({ state: 'none', reason: /fall/u });
    expect(dateBeginning([], PANE_MS)).toMatchObject({ state: 'none' });
  });
});
