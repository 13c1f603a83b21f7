import { createStreamDecoder, inspectMessage, suggestMapping, type InspectedRecord } from '@leeway/contracts';
import { readLastRecords } from '@leeway/stream';
import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { readMapping } from '../read-mapping.ts';
import { schemasFor } from '../with-schemas.ts';
import { openCliStream } from '../with-stream.ts';

const MAX_LAST = 1_000;

export const topicInspect: Command = {
  name: 'topic inspect',
  summary: 'the last messages of a topic, as they are and as a mapping reads them',
  options: {
    topic: { value: 'TOPIC', help: 'what to look at', required: true },
    mapping: { value: 'FILE', help: 'JSON file of a stream mapping; without it, Leeway’s own contract' },
    last: { value: 'N', help: `how many messages, 1 to ${MAX_LAST}; 10 if left out` },
    brokers: { value: 'HOST:PORT', help: 'instead of KAFKA_BROKERS' },
  },
  run: async ({ options, io }) => {
    const topic = options['topic'] ?? '';
    const count = countOf(options['last'] ?? '10');
    const mapping = await readMapping(options['mapping']);
    const stream = openCliStream(io, options['brokers']);
    const { partitions, records, isComplete } = await readLastRecords(stream, { topic, count });
    const { schemas, problem } = await schemasFor(records, io);
    const decoder = createStreamDecoder(mapping, { schemas });
    const shown = records.map((record) => inspectMessage(decoder, record));
    const suggestion = suggestMapping(records, schemas);
    const fitting = shown.filter((record) => record.problem === null).length;
    return {
      text: [
        ...shown.toReversed().map(textOf),
        `${fitting} of ${shown.length} messages fit (${partitions} partitions)${isComplete ? '' : '; not all could be read in time'}`,
        ...(problem === null ? [] : [problem]),
        ...(suggestion !== null && fitting < shown.length
          ? ['', 'A mapping that may fit:', JSON.stringify(suggestion.mapping, null, 2), ...suggestion.notes]
          : []),
      ].join('\n'),
      json: { topic, partitions, isComplete, records: shown, suggestion },
      failed: fitting < shown.length,
    };
  },
};

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1 || count > MAX_LAST)
    throw new CliError(`--last ${text}: expected a whole number from 1 to ${MAX_LAST}`, 2);
  return count;
}

function textOf(record: InspectedRecord): string {
  const { partition, offset, timestampMs, problem, rows, events, raw, rawIsCut } = record;
  const at = `${partition}/${offset} ${new Date(timestampMs).toISOString()}`;
  if (problem !== null)
    return `${at} REFUSED ${problem}\n  ${raw.slice(0, 300)}${rawIsCut || raw.length > 300 ? ' …' : ''}`;
  return [`${at} ${rows} ${record.kind}`, ...events.map((event) => `  ${JSON.stringify(event).slice(0, 500)}`)].join(
    '\n',
  );
}
