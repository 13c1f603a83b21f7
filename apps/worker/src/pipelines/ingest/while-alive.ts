import type { BatchControl } from '@leeway/stream';

const BEAT_MS = 1_500;

/** Waits for work that may take long, keeping the group membership alive meanwhile. */
export async function whileAlive<T>(control: BatchControl, work: Promise<T>): Promise<T> {
  const beat = setInterval(() => void control.heartbeat(), BEAT_MS);
  try {
    return await work;
  } finally {
    clearInterval(beat);
  }
}
