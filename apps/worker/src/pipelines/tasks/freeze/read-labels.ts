import { nameInStream } from '@leeway/contracts';
import type { StreamTaskInput } from '@leeway/services';
import { readRanges, stretchRanges, type Stream, type StreamAdmin } from '@leeway/stream';
import type { TaskDecoder } from '../task-decoder.ts';
import { TaskRefused } from '../task-runner.ts';
import type { LateAnswers } from './late-answers.ts';
import { streamMessage } from './stream-message.ts';
import type { TaskPace } from './task-pace.ts';

const HOUR_MS = 3_600_000;
const MAX_MESSAGES = 20_000_000;
const FAR_MS = 8.64e15;

/** Takes from a topic of labels those of rows that are known, from an hour before the first row on. */
export async function readLabels(input: {
  stream: Stream;
  admin: StreamAdmin;
  task: StreamTaskInput<'freeze-reference'>;
  topic: string;
  decoder: TaskDecoder;
  late: LateAnswers;
  fromMs: number;
  pace: TaskPace;
  signal: AbortSignal;
}): Promise<void> {
  const { stream, admin, task, topic, decoder, late, pace, signal } = input;
  const fromMs = Math.max(0, input.fromMs - HOUR_MS);
  const { ranges, records } = await stretchRanges(admin, topic, { kind: 'between', fromMs, toMs: FAR_MS }, Date.now());
  const total = Number(records);
  if (total > MAX_MESSAGES)
    throw new TaskRefused(
      `${total.toLocaleString('en')} labels have come since the stretch began, ${MAX_MESSAGES.toLocaleString('en')} at most can be read: choose a later stretch.`,
    );
  const name = nameInStream(task.labelMapping, task.manifest.id);
  let messages = 0;
  await readRanges(stream, {
    topic,
    ranges,
    signal,
    onRecords: async (partition, batch) => {
      const read = batch.map((record) => streamMessage(partition, record));
      await decoder.prepare(read);
      for (const message of read) {
        messages += 1;
        const decoded = decoder.decoder.decode(message);
        if (decoded.kind !== 'labels') continue;
        for (const { id, model, label } of decoded.events) if (model === name) late.label(id, label);
      }
      await pace.tell(
        0.6 + (0.15 * messages) / Math.max(1, total),
        () => `Read ${messages.toLocaleString('en')} of ${total.toLocaleString('en')} labels`,
      );
    },
  });
  if (signal.aborted) throw new TaskRefused('It was given up: the worker stops, or nobody waits for it.');
}
