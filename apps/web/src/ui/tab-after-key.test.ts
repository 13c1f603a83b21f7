import { describe, expect, it } from 'vitest';
import { tabAfterKey } from './tab-after-key.ts';

describe('tabAfterKey', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 2, 0],
    ['ArrowLeft', 0, 2],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['Enter', 1, null],
  ] as const)('%s from %i leads to %s', (key, at, next) => {
    expect(tabAfterKey(key, at, 3)).toBe(next);
  });
});
