import { setTimeout as sleep } from 'node:timers/promises';
import { getStreamTask, requestModelStretch, type Ctx, type Stretch, type StreamTaskOutput } from '@leeway/services';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';

const LOOK_MS = 500;
/** A worker takes a task within seconds, unless there is none. */
const BEGUN_WITHIN_MS = 30_000;

/** Has a worker freeze a stretch of a model's own topic and waits for it; gives back the draft. */
export async function freezeStretch(
  ctx: Ctx,
  io: CliIo,
  input: { modelId: string; stretch: Stretch },
): Promise<string> {
  const { id } = await requestModelStretch({ ctx, input });
  const beganMs = Date.now();
  try {
    for (;;) {
      const { state, progress, progressText, output, error } = await getStreamTask({ ctx, input: { id } });
      if (state === 'done') return (output as StreamTaskOutput<'freeze-reference'>).draftId;
      if (state === 'failed') throw new CliError(error ?? 'it failed');
      if (state === 'queued' && Date.now() - beganMs > BEGUN_WITHIN_MS)
        throw new CliError('No worker takes the task: reading a topic needs one that runs.');
      const line = `${Math.floor(progress * 100)} % ${progressText}`;
      io.terminal?.write(`\r\u001B[K${line.slice(0, Math.max(0, io.terminal.columns - 1))}`);
      await sleep(LOOK_MS);
    }
  } finally {
    io.terminal?.write('\r\u001B[K');
  }
}
