import { describe, expect, it } from 'vitest';
import { Pacer } from './pacer.ts';

describe('Pacer', () => {
  it('is due at exact distances however unevenly it is asked', () => {
    const pacer = new Pacer(1_000);
    const due = [1_000, 1_093, 1_101, 1_250, 1_999].flatMap((nowMs) => pacer.take(nowMs, 100));
    expect(due).toEqual(Array.from({ length: 100 }, (_, index) => 1_000 + index * 10));
  });

  it('does not drift: an hour at 7 a second holds 25,200 events', () => {
    const pacer = new Pacer(0);
    let events = 0;
    for (let nowMs = 0; nowMs < 3_600_000; nowMs += 101) events += pacer.take(nowMs, 7).length;
    events += pacer.take(3_599_999, 7).length;
    expect(events).toBe(25_200);
    expect(pacer.skipped).toBe(0);
  });

  it('catches up two seconds after a stall and counts what it skips', () => {
    const pacer = new Pacer(0);
    expect(pacer.take(0, 100)).toEqual([0]);
    const due = pacer.take(60_000, 100);
    expect(due[0]).toBeGreaterThanOrEqual(58_000);
    expect(due.at(-1)).toBe(60_000);
    expect(due.length + pacer.skipped).toBe(6_000);
  });

  it('never gives a time that has not come, nor one twice', () => {
    const pacer = new Pacer(0);
    const due = Array.from({ length: 500 }, (_, step) => pacer.take(step * 3, 250)).flat();
    expect(Math.max(...due)).toBeLessThanOrEqual(499 * 3);
    expect(new Set(due).size).toBe(due.length);
  });

  it('begins anew when the clock is set back, and after a pause', () => {
    const pacer = new Pacer(100_000);
    pacer.take(100_000, 10);
    expect(pacer.take(50_000, 10)).toEqual([50_000]);
    pacer.restart(70_000);
    expect(pacer.take(70_000, 10)).toEqual([70_000]);
    expect(pacer.skipped).toBe(0);
  });

  it('follows a rate that changes', () => {
    const pacer = new Pacer(0);
    expect(pacer.take(999, 10)).toHaveLength(10);
    expect(pacer.take(1_999, 50).length).toBe(50);
  });
});
