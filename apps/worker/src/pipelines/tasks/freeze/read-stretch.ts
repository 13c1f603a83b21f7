import { nameInStream, type StreamMessage } from '@leeway/contracts';
import { MAX_STRETCH_ROWS, type StreamTaskInput } from '@leeway/services';
import { readRanges, stretchRanges, type OffsetRange, type Stream, type StreamAdmin } from '@leeway/stream';
import type { TaskDecoder } from '../task-decoder.ts';
import { TaskRefused } from '../task-runner.ts';
import type { LateAnswers, SpooledRow } from './late-answers.ts';
import type { RowSpool } from './row-spool.ts';
import { streamMessage } from './stream-message.ts';
import type { StretchTally } from './stretch-tally.ts';
import type { TaskPace } from './task-pace.ts';

/** A topic of many models holds many messages for one row of one of them. */
const MAX_MESSAGES = 5 * MAX_STRETCH_ROWS;
const ROUNDS = 4;
const CHUNK_RECORDS = 500;

export type StretchReading = {
  stream: Stream;
  admin: StreamAdmin;
  input: StreamTaskInput<'freeze-reference'>;
  decoder: TaskDecoder;
  spool: RowSpool;
  late: LateAnswers;
  tally: StretchTally;
  pace: TaskPace;
  signal: AbortSignal;
};

/**
 * Puts the rows of a stretch on disk. The last n rows of a model are looked for in the last n messages, then further
 * back as far as the share of its rows says. Gives back what was read of each partition.
 */
export async function readStretch(reading: StretchReading): Promise<Map<number, OffsetRange>> {
  const { stretch } = reading.input;
  if (stretch.kind === 'between') {
    const { ranges, records } = await stretchRanges(reading.admin, reading.input.topic, stretch, Date.now());
    if (Number(records) > MAX_MESSAGES)
      throw new TaskRefused(
        `${records.toLocaleString('en')} messages lie between those times, ${MAX_MESSAGES.toLocaleString('en')} at most can be read: choose a shorter stretch.`,
      );
    await readAll(reading, ranges, Number(records));
    return ranges;
  }
  return readLast(reading, stretch.rows);
}

async function readLast(reading: StretchReading, rows: number): Promise<Map<number, OffsetRange>> {
  const { admin, tally, input } = reading;
  let read = new Map<number, OffsetRange>();
  let wanted = rows;
  for (let round = 0; round < ROUNDS && tally.rows < rows; round += 1) {
    const { ranges, available } = await stretchRanges(
      admin,
      input.topic,
      { kind: 'last', records: wanted },
      Date.now(),
    );
    const missing = before(ranges, read);
    const count = [...missing.values()].reduce((sum, { from, to }) => sum + Number(to - from), 0);
    await readAll(reading, missing, tally.messages + count);
    read = joined(missing, read);
    const { messages } = tally;
    if (count === 0 || messages >= Number(available) || messages >= MAX_MESSAGES || tally.refused === messages) break;
    const needed = tally.rows === 0 ? messages * 20 : (messages * rows * 1.1) / tally.rows;
    wanted = Math.min(MAX_MESSAGES, Math.ceil(needed));
  }
  return read;
}

/** Of `ranges`, what lies before the part that was read; what came in meanwhile is left. */
function before(
  ranges: ReadonlyMap<number, OffsetRange>,
  read: ReadonlyMap<number, OffsetRange>,
): Map<number, OffsetRange> {
  return new Map(
    [...ranges].map(([partition, { from, to }]) => {
      const end = read.size === 0 ? to : (read.get(partition)?.from ?? from);
      return [partition, { from: from < end ? from : end, to: end }];
    }),
  );
}

function joined(
  earlier: ReadonlyMap<number, OffsetRange>,
  later: ReadonlyMap<number, OffsetRange>,
): Map<number, OffsetRange> {
  return new Map(
    [...earlier].map(([partition, { from, to }]) => [partition, { from, to: later.get(partition)?.to ?? to }]),
  );
}

async function readAll(
  reading: StretchReading,
  ranges: ReadonlyMap<number, OffsetRange>,
  total: number,
): Promise<void> {
  const { stream, input, tally, spool, pace, signal } = reading;
  const take = takerOf(reading);
  await readRanges(stream, {
    topic: input.topic,
    ranges,
    signal,
    onRecords: async (partition, records) => {
      for (let start = 0; start < records.length; start += CHUNK_RECORDS) {
        const chunk = records.slice(start, start + CHUNK_RECORDS).map((record) => streamMessage(partition, record));
        await reading.decoder.prepare(chunk);
        chunk.forEach(take);
        await spool.settle();
        const { messages, rows } = tally;
        await pace.tell(
          (0.6 * messages) / Math.max(1, total),
          () =>
            `Read ${messages.toLocaleString('en')} of ${total.toLocaleString('en')} messages, ${rows.toLocaleString('en')} rows`,
        );
      }
    },
  });
  if (signal.aborted) throw new TaskRefused('It was given up: the worker stops, or nobody waits for it.');
}

function takerOf({ input, decoder, spool, late, tally }: StretchReading): (message: StreamMessage) => void {
  const { manifest, mapping, stretch } = input;
  const name = nameInStream(mapping, manifest.id);
  const joins = (input.labelTopic ?? null) !== null;
  const most = stretch.kind === 'last' ? Math.max(stretch.rows * 2, MAX_STRETCH_ROWS) : MAX_STRETCH_ROWS;
  return (message) => {
    tally.messages += 1;
    const decoded = decoder.decoder.decode(message);
    if (decoded.kind === 'refused') return tally.refuse(decoded.reason);
    if (decoded.kind === 'needs-schema')
      return tally.refuse(`it needs schema ${decoded.schemaId}, which the registry does not give`);
    if (decoded.kind !== 'predictions') return;
    for (const { part, ...event } of decoded.events) {
      if (event.model !== name) {
        tally.ofOther(event.model);
        continue;
      }
      if (part === 'outputs') {
        late.answer(event.id, event);
        continue;
      }
      if (joins || part === 'inputs') late.know(event.id);
      const row: SpooledRow = { ...event, model: manifest.id };
      if (!spool.append(row)) tally.refuse('the row is too long');
      else tally.row(message.timestampMs);
    }
    if (tally.rows > most)
      throw new TaskRefused(`The stretch holds more than ${most.toLocaleString('en')} rows: choose a shorter one.`);
  };
}
