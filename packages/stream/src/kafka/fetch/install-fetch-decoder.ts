// Imported, not required: in a bundle these are then the modules that kafkajs itself uses.
import KafkaDecoder from 'kafkajs/src/protocol/decoder.js';
import decodeBatch from 'kafkajs/src/protocol/recordBatch/v0/decoder.js';
import decodeMessages from 'kafkajs/src/protocol/requests/fetch/v4/decodeMessages.js';
import fetchResponse from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import { FetchedMessage } from './fetched-message.ts';
import { areUnpackedBatchesChecked, checkUnpackedBatches } from '../codecs/register-codecs.ts';
import { batchPlace, isPlainBatch, readPlainBatch, type BatchPlace } from './plain-record-batch.ts';

const MAGIC_OFFSET = 16;
let isInstalled = false;

/** The messages of one partition. `filter` is what kafkajs calls first, to drop those before the offset it asked for. */
class FetchedMessages extends Array<unknown> {
  static override get [Symbol.species]() {
    return Array;
  }

  override filter(keep: (message: unknown, index: number, all: unknown[]) => unknown): unknown[] {
    const first = this[0];
    // Offsets ascend, so that the first which is kept is enough to know. Without it each offset is made text and parsed.
    if (this.every((message) => message instanceof FetchedMessage) && first !== undefined) {
      let [low, high] = [0, this.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (keep(this[middle], middle, this)) high = middle;
        else low = middle + 1;
      }
      return low === 0 ? Array.from(this) : this.slice(low);
    }
    return super.filter(keep);
  }
}

/** Plain batches are read here, all others (packed, transactional, of old brokers) by kafkajs. */
async function readMessages(decoder: KafkaDecoder): Promise<unknown[]> {
  const start = decoder.offset;
  const size = decoder.readInt32();
  if (size <= 0 || !decoder.canReadBytes(size)) return [];
  const records = decoder.readBytes(size);
  if (records[MAGIC_OFFSET] !== 2) {
    decoder.offset = start;
    return decodeMessages(decoder);
  }
  const messages = new FetchedMessages();
  const bytes = new Uint8Array(records.buffer);
  const view = new DataView(records.buffer);
  const end = records.byteOffset + records.byteLength;
  for (let from = records.byteOffset; ;) {
    const place = batchPlace(view, from, end);
    if (place === null) return messages;
    if (!wasRead(bytes, view, place, messages)) {
      const batch = await decodeBatch(new KafkaDecoder(Buffer.from(records.buffer, from, place.to - from)));
      for (const record of batch.records) messages.push(record);
    }
    from = place.to;
  }
}

/** False: somebody else has to read this batch; nothing of it was added. */
function wasRead(bytes: Uint8Array, view: DataView, place: BatchPlace, messages: unknown[]): boolean {
  if (areUnpackedBatchesChecked() || !isPlainBatch(view, place)) return false;
  const before = messages.length;
  try {
    readPlainBatch(bytes, view, place, messages);
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Bytes that make no sense: the checksum tells whether they are what the producer sent.
    messages.length = before;
    checkUnpackedBatches();
    return false;
  }
}

/**
 * Has kafkajs read fetches without an object, four copies and six big integers for every field of every record: it
 * then takes a third of the time. Its own decoder goes on reading whatever is not plain.
 */
export function installFetchDecoder(): void {
  if (isInstalled) return;
  isInstalled = true;
  const readPartition = async (decoder: KafkaDecoder) => ({
    partition: decoder.readInt32(),
    errorCode: decoder.readInt16(),
    highWatermark: decoder.readInt64().toString(),
    lastStableOffset: decoder.readInt64().toString(),
    lastStartOffset: decoder.readInt64().toString(),
    abortedTransactions: decoder.readArray((each) => ({
      producerId: each.readInt64().toString(),
      firstOffset: each.readInt64().toString(),
    })),
    preferredReadReplica: decoder.readInt32(),
    messages: await readMessages(decoder),
  });
  fetchResponse.decode = async (rawData) => {
    const decoder = new KafkaDecoder(rawData);
    const clientSideThrottleTime = decoder.readInt32();
    const errorCode = decoder.readInt16();
    const sessionId = decoder.readInt32();
    const responses = await decoder.readArrayAsync(async (each) => ({
      topicName: each.readString(),
      partitions: await each.readArrayAsync(readPartition),
    }));
    // kafkajs waits when it is told to; the broker already did.
    return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
  };
}
