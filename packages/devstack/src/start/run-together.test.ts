import { expect, it } from 'vitest';
import { runTogether } from './run-together.ts';

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}

it('aborts the others when one fails, waits for them, and throws the first failure', async () => {
  const events: string[] = [];
  const outcome = runTogether(
    [
      async (signal) => {
        await untilAborted(signal).finally(() => events.push('other was told'));
      },
      async () => {
        await Promise.resolve();
        throw new Error('port in use');
      },
    ],
    new AbortController().signal,
  );
  await expect(outcome).rejects.toThrow('port in use');
  expect(events).toEqual(['other was told']);
});

it('passes on an abort from outside', async () => {
  const outer = new AbortController();
  const outcome = runTogether([untilAborted], outer.signal);
  outer.abort();
  await expect(outcome).rejects.toThrow('aborted');
});
