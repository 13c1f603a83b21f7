import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerCodecs } from '../codecs/register-codecs.ts';
import { FetchedRecords } from './fetched-records.ts';
import { FetchedRun, FetchedRunEnd } from './fetched-run.ts';
import { installFetchDecoder } from './install-fetch-decoder.ts';

type Encoder = Record<
  'writeInt16' | 'writeInt32' | 'writeInt64' | 'writeString' | 'writeBuffer',
  (value: unknown) => Encoder
> & {
  buffer: Buffer;
};
type Message = Record<string, unknown> & { offset: string; batchContext: Record<string, unknown> };
type Response = { responses: { topicName: string; partitions: { messages: Message[] }[] }[] };
type Decode = (raw: Buffer) => Promise<Response>;

const require = createRequire(import.meta.url);
const EncoderClass = require('kafkajs/src/protocol/encoder.js') as new () => Encoder;
const RecordBatch = require('kafkajs/src/protocol/recordBatch/v0/index.js') as {
  RecordBatch: (input: object) => Promise<Encoder>;
};
const Record_ = require('kafkajs/src/protocol/recordBatch/record/v0/index.js') as (input: object) => Encoder;
const response = require('kafkajs/src/protocol/requests/fetch/v11/response.js') as { decode: Decode };
const Batch = require('kafkajs/src/consumer/batch.js') as new (
  topic: string,
  offset: string,
  partition: object,
) => { messages: Message[]; firstOffset: () => string; lastOffset: () => string };

let byKafkajs: Decode;
let byUs: Decode;
beforeAll(() => {
  registerCodecs();
  byKafkajs = response.decode;
  installFetchDecoder();
  byUs = response.decode;
});

const RECORDS = [
  { key: null, value: Buffer.from('{}') },
  { key: Buffer.from('a key'), value: Buffer.from('x'.repeat(300)), offsetDelta: 1, timestampDelta: 63 },
  { key: Buffer.alloc(0), value: null, offsetDelta: 2, timestampDelta: 64 },
  {
    key: Buffer.from('k'),
    value: Buffer.alloc(0),
    offsetDelta: 70,
    timestampDelta: 86_400_000 * 30,
    headers: { h: 'v' },
  },
  {
    key: null,
    value: Buffer.from('ü'),
    offsetDelta: 9_000,
    timestampDelta: -5,
    headers: { h: ['1', '2', '3'], i: '' },
  },
];

async function batch(options: object, records: object[] = RECORDS): Promise<Buffer> {
  const encoded = await RecordBatch.RecordBatch({
    firstTimestamp: 1_764_057_600_123,
    maxTimestamp: 1_764_057_600_999,
    lastOffsetDelta: 9_000,
    records: records.map((record) => Record_(record)),
    ...options,
  });
  return encoded.buffer;
}

/** A response of one partition, with other bytes before it, as in the buffer that it is received into. */
function fetched(records: Buffer): Buffer {
  const { buffer } = new EncoderClass()
    .writeInt32(0)
    .writeInt16(0)
    .writeInt32(0)
    .writeInt32(1)
    .writeString('topic')
    .writeInt32(1)
    .writeInt32(0)
    .writeInt16(0)
    .writeInt64(99_999)
    .writeInt64(99_999)
    .writeInt64(0)
    .writeInt32(0)
    .writeInt32(-1)
    .writeInt32(records.length)
    .writeBuffer(records);
  return Buffer.concat([Buffer.alloc(77), buffer, Buffer.alloc(9)]).subarray(77, 77 + buffer.length);
}

/** Messages of either decoder, the records of runs one by one. */
function plain(messages: readonly unknown[]): unknown[] {
  return messages.flatMap((message) => {
    if (message instanceof FetchedRunEnd) return [];
    const records = message instanceof FetchedRun ? [...FetchedRecords.of([message])] : [message as Message];
    return records.map((record) => {
      const timestamp = 'timestampMs' in record ? record.timestampMs : record['timestamp'];
      const { offset, key, value, headers } = record;
      return { offset: String(offset), timestamp: String(timestamp), key, value, headers };
    });
  });
}

async function messagesOf(decode: Decode, raw: Buffer): Promise<Message[]> {
  return (await decode(raw)).responses[0]?.partitions[0]?.messages ?? [];
}

// The last one has checksums compared from then on.
describe('the decoder of fetches', { shuffle: false }, () => {
  it('gives what kafkajs gives, of plain, packed and transactional batches and of one that is cut', async () => {
    const batches = [
      await batch({ firstOffset: 100 }),
      await batch({ firstOffset: 20_000, compression: 1 }),
      await batch({ firstOffset: 40_000, transactional: true, producerId: 7 }),
      await batch({ firstOffset: 60_000 }),
    ];
    const whole = Buffer.concat(batches);
    for (const records of [
      batches[0],
      whole,
      whole.subarray(0, whole.length - 3),
      whole.subarray(0, 70),
      Buffer.alloc(0),
    ]) {
      if (records === undefined) continue;
      const expected = await messagesOf(byKafkajs, fetched(records));
      expect(plain(await messagesOf(byUs, fetched(records)))).toEqual(plain(expected));
    }
    const runs = Array.from<unknown>(await messagesOf(byUs, fetched(whole))).filter(
      (message) => message instanceof FetchedRun,
    );
    expect(runs.map(({ length }) => length)).toEqual([RECORDS.length, RECORDS.length]);
  });

  it('hands out what lies behind the offset that was asked for', async () => {
    const raw = fetched(Buffer.concat([await batch({ firstOffset: 100 }), await batch({ firstOffset: 20_000 })]));
    for (const offset of ['0', '100', '101', '103', '9100', '20000', '29000', '40000']) {
      const batches = [];
      for (const decode of [byKafkajs, byUs]) {
        const partition = (await decode(raw)).responses[0]?.partitions[0] ?? {};
        batches.push(new Batch('topic', offset, { abortedTransactions: [], highWatermark: '50000', ...partition }));
      }
      expect(plain(batches[1]?.messages ?? [])).toEqual(plain(batches[0]?.messages ?? []));
      expect(batches[1]?.firstOffset()).toEqual(batches[0]?.firstOffset());
      expect(batches[1]?.lastOffset()).toEqual(batches[0]?.lastOffset());
    }
  });

  it('tells of a batch whose bytes make no sense, and of none that does', async () => {
    const damaged = await batch({ firstOffset: 100 });
    // The size of the first record.
    damaged[61] = 0xff;
    const messages = await messagesOf(byUs, fetched(Buffer.concat([damaged, await batch({ firstOffset: 20_000 })])));
    expect(messages.map(({ offset }) => offset)).toEqual(
      [100, 101, 102, 103, 9_100, 20_000, 20_001, 20_002, 20_070, 29_000].map(String),
    );
    expect(String(messages[0]?.['value'])).toContain('checksum');
  });
});
