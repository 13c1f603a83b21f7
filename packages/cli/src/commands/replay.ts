import type { StreamMapping } from '@leeway/contracts';
import type { StreamProducer } from '@leeway/stream';
import { rowsOf } from '@leeway/tables';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { openTable } from '../csv/open-table.ts';
import { sourceBytes, startProgress } from '../progress/progress.ts';
import { createRowEvents } from '../replay/row-events.ts';
import { readMapping } from '../read-mapping.ts';
import { createMappedRows } from '../replay/mapped-rows.ts';
import { createPacer } from '../replay/pacer.ts';
import type { RowMessage } from '../replay/row-message.ts';
import { openCliStream } from '../with-stream.ts';

const MAX_RATE = 100_000;
const MAX_BATCH = 500;

export const replay: Command = {
  name: 'replay',
  summary: 'publish the rows of a file as prediction events, or under a mapping, at a rate',
  positional: 'input',
  options: {
    input: { value: 'ROWS', help: 'CSV, TSV or JSON Lines file (also .gz), http(s) address or -', required: true },
    topic: { value: 'TOPIC', help: 'where to; it has to exist', required: true },
    model: { value: 'ID', help: 'the model that the events are of; needed without --mapping' },
    mapping: {
      value: 'FILE',
      help: 'send rows as they are, columns with dots nested, if this mapping (JSON) reads them',
    },
    stamp: { value: 'PATH', help: 'with --mapping: field that gets the time of sending, ISO 8601' },
    rate: { value: 'N', help: `events a second, up to ${MAX_RATE}; 100 if left out` },
    id: { value: 'COLUMN', help: 'event ids and record keys; the number of the row if left out' },
    time: {
      value: 'COLUMN',
      help: 'event times, ISO 8601 with a zone or milliseconds; the time of sending if left out',
    },
    score: { value: 'COLUMN', help: 'probability of the positive class, 0 to 1' },
    prediction: { value: 'COLUMN', help: 'the class or value that was answered' },
    version: { value: 'COLUMN', help: 'the model’s version' },
    brokers: { value: 'HOST:PORT', help: 'instead of KAFKA_BROKERS' },
  },
  run: async ({ options, io }) => {
    const rate = rateOf(options['rate'] ?? '100');
    const mapping = await mappingOf(options);
    const topic = options['topic'] ?? '';
    const source = options['input'] ?? '';
    const stream = openCliStream(io, options['brokers']);
    const admin = await stream.openAdmin();
    const topics = await admin.listTopics();
    await admin.close();
    if (!topics.includes(topic)) throw new CliError(`There is no topic "${topic}".`);
    const progress = startProgress(io, `to ${topic}`, sourceBytes(source));
    const stopping = new AbortController();
    const stop = (): void => stopping.abort();
    process.once('SIGINT', stop);
    const producer = await stream.openProducer();
    try {
      const table = await openTable(source, io, progress.add, { flatten: false });
      const toMessage =
        mapping === null
          ? createRowEvents(table, options)
          : createMappedRows(table, mapping, { id: options['id'], stamp: options['stamp'] });
      const sent = await publish({
        producer,
        topic,
        rate,
        signal: stopping.signal,
        events: messagesOf(rowsOf(table), toMessage),
      });
      progress.end();
      const stopped = stopping.signal.aborted;
      return {
        text: `${sent} events sent to ${topic}${stopped ? '; stopped before the end' : ''}.`,
        json: { topic, sent, stopped },
        failed: stopped,
      };
    } finally {
      progress.end();
      process.removeListener('SIGINT', stop);
      await producer.close();
    }
  },
};

function rateOf(text: string): number {
  const rate = Number(text);
  if (!(rate > 0 && rate <= MAX_RATE)) throw new CliError(`--rate ${text}: expected a number up to ${MAX_RATE}`, 2);
  return rate;
}

const OWN_COLUMNS = ['model', 'time', 'score', 'prediction', 'version'];

async function mappingOf(options: Readonly<Record<string, string | undefined>>): Promise<StreamMapping | null> {
  if (options['mapping'] === undefined) {
    if (options['model'] === undefined) throw new CliError('--model or --mapping is needed', 2);
    if (options['stamp'] !== undefined) throw new CliError('--stamp is for --mapping', 2);
    return null;
  }
  const needless = OWN_COLUMNS.find((name) => options[name] !== undefined);
  if (needless !== undefined) throw new CliError(`--${needless} is said by the mapping`, 2);
  return readMapping(options['mapping']);
}

async function* messagesOf<R>(rows: AsyncIterable<R>, toMessage: (row: R) => RowMessage): AsyncGenerator<RowMessage> {
  for await (const row of rows) yield toMessage(row);
}

/** Whole batches only: what is counted as sent is with the brokers, also after Ctrl-C. */
async function publish(input: {
  producer: StreamProducer;
  topic: string;
  rate: number;
  signal: AbortSignal;
  events: AsyncIterable<RowMessage>;
}): Promise<number> {
  const { producer, topic, rate, signal } = input;
  const pacer = createPacer(rate, signal);
  const size = Math.max(1, Math.min(MAX_BATCH, Math.floor(rate / 10)));
  let batch: RowMessage[] = [];
  let sent = 0;
  const send = async (): Promise<void> => {
    await producer.send(topic, batch);
    sent += batch.length;
    batch = [];
    await pacer.after(sent);
  };
  for await (const event of input.events) {
    if (signal.aborted) return sent;
    batch.push(event);
    if (batch.length >= size) await send();
  }
  if (batch.length > 0 && !signal.aborted) await send();
  return sent;
}
