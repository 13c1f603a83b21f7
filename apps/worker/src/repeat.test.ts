import pino from 'pino';
import { expect, it, vi } from 'vitest';
import { repeat } from './repeat.ts';

const log = pino({ level: 'silent' });

it('never runs twice at once, goes on after failures, and stops', async () => {
  let running = 0;
  let runs = 0;
  const step = repeat({
    name: 'test',
    everyMs: 1,
    log,
    work: async () => {
      running += 1;
      expect(running).toBe(1);
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      if (runs === 2) throw new Error('once');
    },
  });
  await vi.waitFor(() => expect(runs).toBeGreaterThan(3), { timeout: 5_000 });
  expect(step.failures()).toBe(0);
  await step.stop();
  const after = runs;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(runs).toBe(after);
});

it('runs at once when woken', async () => {
  let runs = 0;
  const step = repeat({
    name: 'test',
    everyMs: 60_000,
    log,
    work: async () => {
      runs += 1;
    },
  });
  await vi.waitFor(() => expect(runs).toBe(1));
  step.wake();
  await vi.waitFor(() => expect(runs).toBe(2));
  await step.stop();
});
