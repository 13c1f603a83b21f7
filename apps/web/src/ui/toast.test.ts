import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentToasts, dismissToast, subscribeToasts, toast, TOAST_MS } from './toast.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

describe('toast', () => {
  it('stays for its time and tells its listeners', () => {
    const listener = vi.fn<() => void>();
    const leave = subscribeToasts(listener);
    toast('saved');
    expect(currentToasts().map((each) => each.text)).toEqual(['saved']);
    vi.advanceTimersByTime(TOAST_MS);
    expect(currentToasts()).toEqual([]);
    expect(listener).toHaveBeenCalledTimes(2);
    leave();
  });

  it('keeps the newest three', () => {
    for (const text of ['a', 'b', 'c', 'd']) toast(text);
    expect(currentToasts().map((each) => each.text)).toEqual(['b', 'c', 'd']);
  });

  it('goes when it is dismissed', () => {
    toast('saved');
    const [first] = currentToasts();
    dismissToast(first?.id ?? -1);
    expect(currentToasts()).toEqual([]);
  });
});
