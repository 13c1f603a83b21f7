import { WireReader } from './wire-reader.ts';

/** kafkajs asks version 6, which knows no topic ids; they came with version 10 (Kafka 2.8). */
const VERSION = 10;
const UNKNOWN_TOPIC = 3;

export type DescribedTopic = {
  topic: string;
  /** Changes when a topic is deleted and made anew under its old name. */
  topicId: string;
  partitions: { partition: number; leader: number }[];
};

/** A Metadata request in the shape that kafkajs' connections send. Topics that do not exist are left out. */
export function metadataRequest(topics: string[]) {
  return {
    request: { apiKey: 3, apiVersion: VERSION, apiName: 'Metadata', encode: async () => asEncoder(body(topics)) },
    response: {
      decode: async (bytes: Buffer) => decode(bytes),
      parse: async (described: DescribedTopic[]) => described,
    },
  };
}

/** What kafkajs expects of its own Encoder. */
function asEncoder(bytes: Buffer): { buf: Buffer; buffer: Buffer } {
  return { buf: bytes, buffer: bytes };
}

function body(topics: string[]): Buffer {
  const noTags = Buffer.of(0);
  const parts = [noTags, uvarint(topics.length + 1)];
  for (const topic of topics) {
    const name = Buffer.from(topic);
    parts.push(Buffer.alloc(16), uvarint(name.length + 1), name, noTags);
  }
  // No topic is created by asking; no lists of rights.
  parts.push(Buffer.of(0, 0, 0), noTags);
  return Buffer.concat(parts);
}

function uvarint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  while (left > 127) {
    bytes.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  bytes.push(left);
  return Buffer.from(bytes);
}

function decode(bytes: Buffer): DescribedTopic[] {
  const reader = new WireReader(bytes);
  reader.tags();
  reader.int32();
  reader.array(() => {
    reader.int32();
    reader.string();
    reader.int32();
    reader.string();
    reader.tags();
  });
  reader.string();
  reader.int32();
  return reader.array(() => readTopic(reader)).filter((topic) => topic !== null);
}

function readTopic(reader: WireReader): DescribedTopic | null {
  const error = reader.int16();
  const topic = reader.string() ?? '';
  const topicId = reader.uuid();
  reader.bool();
  const partitions = reader.array(() => {
    reader.int16();
    const partition = reader.int32();
    const leader = reader.int32();
    reader.int32();
    for (let list = 0; list < 3; list += 1) reader.array(() => reader.int32());
    reader.tags();
    return { partition, leader };
  });
  reader.int32();
  reader.tags();
  if (error === UNKNOWN_TOPIC || partitions.length === 0) return null;
  return { topic, topicId, partitions: partitions.toSorted((a, b) => a.partition - b.partition) };
}
