import { openKafkaStream } from '@leeway/stream';
import pino from 'pino';
import { z } from 'zod';
import { createMeter } from './measured-side.ts';

/** One side of the benchmark, in a process of its own: Leeway's consumer, which is handed every record and does nothing. */
const Input = z.object({ brokers: z.array(z.string()), topic: z.string(), messages: z.int(), groupId: z.string() });
const { brokers, topic, messages, groupId } = Input.parse(JSON.parse(process.argv[2] ?? '{}'));

const meter = createMeter();
const { promise: done, resolve, reject } = Promise.withResolvers<void>();
let seen = 0;
const stream = openKafkaStream({ brokers, clientId: 'bench-receive' }, pino({ level: 'silent' }));
const consumer = await stream.openConsumer({
  groupId,
  topics: [topic],
  recyclesBytes: true,
  handlers: {
    onBatch: async (batch, control) => {
      meter.begin();
      seen += batch.records.length;
      control.resolve(batch.lastOffset);
      if (seen >= messages) resolve();
    },
    onFatal: reject,
  },
});
await consumer.start();
await done;
const result = meter.end(seen);
await consumer.close();
process.send?.(result);
process.exit(0);
