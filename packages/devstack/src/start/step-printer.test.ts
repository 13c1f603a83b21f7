import { expect, it } from 'vitest';
import { createStepPrinter } from './step-printer.ts';

function capture(isTTY: boolean): { out: { write: (text: string) => void; isTTY: boolean }; text: () => string } {
  let text = '';
  return {
    out: {
      isTTY,
      write: (part) => {
        text += part;
      },
    },
    text: () => text,
  };
}

it('prints one line a step, with its time and note', async () => {
  const { out, text } = capture(false);
  const times = [0, 0, 2900, 2900, 2900, 3000];
  const printer = createStepPrinter(out, () => times.shift() ?? 0);
  await printer.step('PostgreSQL', () => Promise.resolve('127.0.0.1:5433'));
  await printer.step('topics', () => Promise.resolve(undefined));
  printer.close();
  expect(text().split('\n')).toEqual([
    '  ✓ PostgreSQL                   2.9 s  127.0.0.1:5433',
    '  ✓ topics                       0.1 s',
    '',
  ]);
});

it('marks the step that failed and lets the failure through', async () => {
  const { out, text } = capture(false);
  const printer = createStepPrinter(out, () => 0);
  await expect(printer.step('Kafka', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(text()).toMatch(/✗ Kafka/u);
});

it('shows on a terminal what is going on, and takes it away again', async () => {
  const { out, text } = capture(true);
  const printer = createStepPrinter(out, () => 0);
  await printer.step('Kafka', async () => {
    await printer.step('topics', () => Promise.resolve(undefined));
    return undefined;
  });
  printer.close();
  expect(text()).toContain('… Kafka 0 s, topics 0 s');
  // Each time it was shown it was taken away, and nothing is cleared that was not shown.
  expect(text().split(' … ')).toHaveLength(text().split('\r\u001B[K').length);
  expect(text()).toMatch(/✓ Kafka +0\.0 s\n$/u);
});
