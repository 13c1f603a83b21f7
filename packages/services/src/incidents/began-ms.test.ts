import { describe, expect, it } from 'vitest';
import type { DriftBegan } from '../models/get-feature-began.ts';
import { earliestBeginning } from './began-ms.ts';

const PANE_MS = 60_000;
const EPISODE_MS = 100 * PANE_MS;
const found = (at: number, from: number, to: number): DriftBegan => ({
  state: 'found',
  atMs: at * PANE_MS,
  fromMs: from * PANE_MS,
  toMs: to * PANE_MS,
  shape: 'ramp',
  before: 0.2,
  after: 1.3,
  pValue: 1e-6,
});
const none: DriftBegan = { state: 'none', reason: 'no change stands out' };

describe('when an incident says that drift began', () => {
  it('the start of the episode where no series says more', () => {
    expect(earliestBeginning([none], EPISODE_MS, PANE_MS)).toEqual({
      beganMs: EPISODE_MS,
      precisionMs: PANE_MS,
      range: null,
    });
  });

  it('the start of the episode where it lies within the range: it is known to a pane', () => {
    expect(earliestBeginning([found(98, 96, 101)], EPISODE_MS, PANE_MS)).toEqual({
      beganMs: EPISODE_MS,
      precisionMs: PANE_MS,
      range: { fromMs: 96 * PANE_MS, toMs: 101 * PANE_MS },
    });
  });

  it('the date of a slow rise, the earliest of several, as exactly as it is known', () => {
    expect(earliestBeginning([found(80, 76, 85), none, found(60, 55, 70)], EPISODE_MS, PANE_MS)).toEqual({
      beganMs: 60 * PANE_MS,
      precisionMs: 11 * PANE_MS,
      range: { fromMs: 55 * PANE_MS, toMs: 70 * PANE_MS },
    });
  });
});
