import { describe, expect, it } from 'vitest';
import { allReachableAbove, reachability } from './reachability.ts';

describe('reachability', () => {
  it.each([
    [14.4, 0.9305, false],
    [14.4, 0.9306, true],
    [6, 0.8333, false],
    [6, 0.8334, true],
    [3, 0.6666, false],
    [3, 0.6667, true],
    [14, 0.9285, false],
    [14, 0.9286, true],
    [7, 0.8571, false],
    [7, 0.8572, true],
    [10, 0.9, false],
    [20, 0.95, false],
    [1.344 / 0.1, 0.9, false],
  ])('%d× at a target of %d: reachable %s', (burnAbove, target, expected) => {
    expect(reachability(burnAbove, target).reachable).toBe(expected);
  });

  it('says why, what would help and a threshold that can fire', () => {
    expect(reachability(13.44, 0.9)).toEqual({
      reachable: false,
      maximumBurn: 10,
      targetAbove: expect.closeTo(0.925595, 6),
      suggestedBurn: 7,
      message: 'At 90\u00a0% burn never exceeds 10×, every event bad. 13.44× needs a target above 92.56\u00a0%.',
    });
  });

  it('suggests only what is reachable', () => {
    for (let target = 0.5; target < 1; target += 0.01) {
      const reach = reachability(1e5, target);
      expect(reach.reachable).toBe(false);
      if (!reach.reachable) expect(reachability(reach.suggestedBurn, target).reachable).toBe(true);
    }
  });

  it('knows the target from which every row can fire', () => {
    expect(allReachableAbove([{ burnAbove: 13.44 }, { burnAbove: 1 }])).toBeCloseTo(0.9256, 4);
    expect(allReachableAbove([])).toBeNull();
  });
});
