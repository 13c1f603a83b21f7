// Imported, not required: in a bundle these are then the modules that kafkajs itself uses.
import KafkaDecoder from 'kafkajs/src/protocol/decoder.js';
import decodeBatch from 'kafkajs/src/protocol/recordBatch/v0/decoder.js';
import decodeMessages from 'kafkajs/src/protocol/requests/fetch/v4/decodeMessages.js';
import fetchResponse from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import { FetchedRun, FetchedRunEnd } from './fetched-run.ts';
import { areUnpackedBatchesChecked, checkUnpackedBatches } from '../codecs/register-codecs.ts';
import { ResponseLease } from './response-buffers.ts';
import { batchPlace, isPlainBatch, readPlainBatch, type BatchPlace } from './plain-record-batch.ts';

const MAGIC_OFFSET = 16;
let isInstalled = false;

/** What one partition brought. `filter` is what kafkajs calls first, to drop what lies before the offset it asked for. */
class FetchedMessages extends Array<unknown> {
  static override get [Symbol.species]() {
    return Array;
  }

  override filter(keep: (message: unknown, index: number, all: unknown[]) => unknown): unknown[] {
    const kept: unknown[] = [];
    for (const [index, message] of this.entries())
      if (message instanceof FetchedRun) {
        if (!keep(message, index, this)) skipWhile(message, (offset) => !keep({ offset }, index, this));
        if (message.length > 0) kept.push(message, new FetchedRunEnd(message));
      } else if (keep(message, index, this)) kept.push(message);
    return kept;
  }
}

/** Drops the first records of a run, whose offsets ascend. */
function skipWhile(run: FetchedRun, isDropped: (offset: string) => boolean): void {
  let [low, high] = [0, run.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isDropped(String(run.offsetOf(middle)))) low = middle + 1;
    else high = middle;
  }
  run.skip(low);
}

/** Plain batches are read here, all others (packed, transactional, of old brokers) by kafkajs. */
async function readMessages(decoder: KafkaDecoder, lease: ResponseLease): Promise<unknown[]> {
  const start = decoder.offset;
  const size = decoder.readInt32();
  if (size <= 0 || !decoder.canReadBytes(size)) return [];
  const records = decoder.readBytes(size);
  if (records[MAGIC_OFFSET] !== 2) {
    decoder.offset = start;
    lease.keep();
    return decodeMessages(decoder);
  }
  const messages = new FetchedMessages();
  const bytes = new Uint8Array(records.buffer);
  const view = new DataView(records.buffer);
  const end = records.byteOffset + records.byteLength;
  let run: FetchedRun | null = null;
  for (let from = records.byteOffset; ;) {
    const place = batchPlace(view, from, end);
    if (place === null) return messages;
    const open: FetchedRun = run ?? new FetchedRun(bytes, lease);
    if (wasRead(view, place, open)) {
      if (run === null && open.length > 0) {
        messages.push((run = open));
        lease.share();
      }
    } else {
      run = null;
      lease.keep();
      const batch = await decodeBatch(new KafkaDecoder(Buffer.from(records.buffer, from, place.to - from)));
      for (const record of batch.records) messages.push(record);
    }
    from = place.to;
  }
}

/** False: somebody else has to read this batch; nothing of it was added. */
function wasRead(view: DataView, place: BatchPlace, run: FetchedRun): boolean {
  if (areUnpackedBatchesChecked() || !isPlainBatch(view, place)) return false;
  const before = run.length;
  try {
    readPlainBatch(view, place, run);
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Bytes that make no sense: the checksum tells whether they are what the producer sent.
    run.cut(before);
    checkUnpackedBatches();
    return false;
  }
}

/**
 * Has kafkajs read fetches without an object, four copies and six big integers for every field of every record. Its
 * own decoder goes on reading whatever is not plain.
 */
export function installFetchDecoder(): void {
  if (isInstalled) return;
  isInstalled = true;
  const readPartition = async (decoder: KafkaDecoder, lease: ResponseLease) => {
    const head = {
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
    };
    // Which records an aborted transaction takes back is for kafkajs to find, message by message.
    if (head.abortedTransactions.length === 0) return { ...head, messages: await readMessages(decoder, lease) };
    lease.keep();
    return { ...head, messages: await decodeMessages(decoder) };
  };
  fetchResponse.decode = async (rawData) => {
    const decoder = new KafkaDecoder(rawData);
    const lease = new ResponseLease(rawData.buffer);
    const clientSideThrottleTime = decoder.readInt32();
    const errorCode = decoder.readInt16();
    const sessionId = decoder.readInt32();
    const responses = await decoder.readArrayAsync(async (each) => ({
      topicName: each.readString(),
      partitions: await each.readArrayAsync((one) => readPartition(one, lease)),
    }));
    // kafkajs waits when it is told to; the broker already did.
    return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
  };
}
