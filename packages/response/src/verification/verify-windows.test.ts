import { describe, expect, it } from 'vitest';
import { verifyWindows, type VerificationWindow } from './verify-windows.ts';

const STEP = 10;
/** Windows of 30 that end every 10, the first starting at `fromMs`. */
function windows(fromMs: number, statuses: string): VerificationWindow[] {
  const names = { o: 'ok', b: 'bad', u: 'unmeasured' } as const;
  return statuses.split('').map((letter, index) => ({
    startMs: fromMs + index * STEP,
    endMs: fromMs + index * STEP + 30,
    status: names[letter as keyof typeof names],
  }));
}
const verify = (list: VerificationWindow[], nowMs = 100) =>
  verifyWindows({ windows: list, executedAtMs: 100, deadlineMs: 500, nowMs, windowsNeeded: 3 });

describe('verifyWindows', () => {
  it('waits while too few windows are there', () => {
    expect(verify([])).toEqual({ kind: 'waiting', okInARow: 0 });
    expect(verify(windows(100, 'oo'))).toEqual({ kind: 'waiting', okInARow: 2 });
  });

  it('passes with as many ok windows in a row as are needed', () => {
    expect(verify(windows(100, 'ooo'))).toEqual({ kind: 'ok', windows: 3, untilMs: 150 });
    expect(verify(windows(100, 'bobooo')).kind).toBe('ok');
  });

  it('counts no window that holds events from before the change', () => {
    expect(verify(windows(80, 'ooo'))).toEqual({ kind: 'waiting', okInARow: 1 });
    expect(verify(windows(99, 'o'))).toEqual({ kind: 'waiting', okInARow: 0 });
    expect(verify(windows(100, 'o'))).toEqual({ kind: 'waiting', okInARow: 1 });
  });

  it('reads the windows in the order of time, whatever order they come in', () => {
    expect(verify(windows(100, 'boob').toReversed()).kind).toBe('waiting');
  });

  it('lets unmeasured windows neither count nor break the row', () => {
    expect(verify(windows(100, 'ouuoo')).kind).toBe('ok');
    expect(verify(windows(100, 'uuuu')).kind).toBe('waiting');
  });

  it('fails at the deadline when the last measured window is bad', () => {
    expect(verify(windows(100, 'obbu'), 500)).toEqual({ kind: 'bad', badWindows: 2, windows: 3 });
    expect(verify(windows(100, 'obb'), 499).kind).toBe('waiting');
  });

  it('holds at the deadline when it cannot tell; it never passes then', () => {
    expect(verify([], 500).kind).toBe('inconclusive');
    expect(verify(windows(100, 'uu'), 500).kind).toBe('inconclusive');
    expect(verify(windows(100, 'bboo'), 500)).toEqual({
      kind: 'inconclusive',
      reason: 'only 2 of 3 windows in a row were ok when the time was up',
    });
  });

  it('passes after the deadline only on a row that was complete in time', () => {
    expect(verify(windows(100, 'ooo'), 10_000).kind).toBe('ok');
    expect(verify(windows(460, 'ooo'), 10_000).kind).toBe('inconclusive');
  });
});
