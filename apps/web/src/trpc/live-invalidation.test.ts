import { describe, expect, it } from 'vitest';
import { createLiveInvalidator, type Invalidation } from './live-invalidation.ts';

function harness() {
  let now = 0;
  const timers: { at: number; run: () => void }[] = [];
  const calls: { at: number; paths: string[] }[] = [];
  const invalidator = createLiveInvalidator({
    nowMs: () => now,
    schedule: (run, delayMs) => timers.push({ at: now + delayMs, run }),
    invalidate: (items: Invalidation[]) =>
      calls.push({
        at: now,
        paths: items.map((item) => `${item.path.join('.')}${item.modelId === null ? '' : `@${item.modelId}`}`),
      }),
  });
  return {
    invalidator,
    calls,
    advance: (toMs: number) => {
      for (const timer of timers.filter((each) => each.at > now && each.at <= toMs).toSorted((a, b) => a.at - b.at)) {
        now = timer.at;
        timer.run();
      }
      now = toMs;
    },
  };
}

describe('createLiveInvalidator', () => {
  it('hands the first message on at once', () => {
    const { invalidator, calls } = harness();
    invalidator.add('runbook', null);
    expect(calls).toEqual([{ at: 0, paths: ['runbooks'] }]);
  });

  it('hands a burst on once more at the end of the interval, and no oftener', () => {
    const { invalidator, calls, advance } = harness();
    for (let at = 0; at < 450; at += 10) {
      advance(at);
      invalidator.add('runbook', null);
    }
    advance(5_000);
    expect(calls.map((call) => call.at)).toEqual([0, 500]);
  });

  it('does not lose the last message of a burst', () => {
    const { invalidator, calls, advance } = harness();
    invalidator.add('runbook', null);
    advance(499);
    invalidator.add('runbook', null);
    advance(2_000);
    expect(calls.at(-1)?.at).toBe(500);
  });

  it('keeps models apart', () => {
    const { invalidator, calls } = harness();
    invalidator.add('ingest', 'a');
    invalidator.add('ingest', 'b');
    expect(calls.map((call) => call.paths[0])).toEqual(['models.ingest@a', 'models.ingest@b']);
  });

  it('asks for evaluations less often than for decisions', () => {
    const { invalidator, calls, advance } = harness();
    invalidator.add('evaluation', 'a');
    advance(600);
    invalidator.add('evaluation', 'a');
    advance(1_400);
    expect(calls).toHaveLength(1);
    invalidator.add('remediation', 'a');
    expect(calls).toHaveLength(2);
    advance(1_500);
    expect(calls).toHaveLength(3);
  });
});
