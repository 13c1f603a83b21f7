import { Kafka, logLevel } from 'kafkajs';
import { z } from 'zod';
import { createMeter } from './measured-side.ts';

/** One side of the benchmark, in a process of its own: kafkajs alone, or kafkajs and JSON.parse. */
const Input = z.object({
  brokers: z.array(z.string()),
  topic: z.string(),
  messages: z.int(),
  groupId: z.string(),
  parse: z.boolean(),
  /** With what Leeway's own consumer sets, or with the client's defaults. */
  tuned: z.boolean(),
});
const { brokers, topic, messages, groupId, parse, tuned } = Input.parse(JSON.parse(process.argv[2] ?? '{}'));

const kafka = new Kafka({ clientId: 'bench-consume', brokers, logLevel: logLevel.NOTHING });
const consumer = kafka.consumer({ groupId, ...(tuned ? { maxBytesPerPartition: 4 * 2 ** 20 } : {}) });
const meter = createMeter();
const { promise: done, resolve } = Promise.withResolvers<void>();
let seen = 0;
/** Something must depend on what was parsed. */
let sum = 0;

await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
await consumer.run({
  autoCommit: false,
  ...(tuned ? { partitionsConsumedConcurrently: 4 } : {}),
  eachBatch: async ({ batch }) => {
    meter.begin();
    if (parse)
      for (const { value } of batch.messages) {
        const event = JSON.parse(String(value)) as { score: number };
        sum += event.score;
      }
    seen += batch.messages.length;
    if (seen >= messages) resolve();
  },
});
await done;
const result = meter.end(seen);
await consumer.disconnect();
if (!Number.isFinite(sum)) throw new Error('an event without a score');
process.send?.(result);
process.exit(0);
