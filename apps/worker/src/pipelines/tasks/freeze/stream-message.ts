import type { StreamMessage } from '@leeway/contracts';
import type { StreamRecord } from '@leeway/stream';

export function streamMessage(partition: number, record: StreamRecord): StreamMessage {
  const { offset, timestampMs, key, value, headers } = record;
  return { partition, offset, timestampMs, key, value, headers };
}
