import type { z } from 'zod';
import { MAX_VALUE_BYTES } from '../bounds.ts';
import { decodeJson } from '../decode.ts';
import type { FilledMessage } from '../formats/format.ts';
import { FORMATS } from '../formats/formats.ts';
import { SchemaBook } from '../formats/schema-book.ts';
import { LabelEvent } from '../label-event.ts';
import { PredictionEvent } from '../prediction-event.ts';
import { compileEvents } from './compile-events.ts';
import type { DecodedRecord } from './decoded-record.ts';
import { Refusal } from './refusal.ts';
import { isOwnContract, type StreamMapping } from './stream-mapping.ts';
import type { StreamMessage } from './stream-message.ts';

export type StreamDecoder = {
  readonly mapping: StreamMapping;
  /** True where messages are Leeway's own JSON contract. */
  readonly isOwnContract: boolean;
  /** Never throws, whatever the bytes. */
  decode: (message: StreamMessage) => DecodedRecord;
  /** What the mapping's paths are read in, for who picks them: the message out of its envelope, its first row. Or undefined. */
  opened: (message: StreamMessage) => unknown;
  /** Schema that has to be put into the book before `decode` can read the message; null = none. */
  missingSchema: (message: StreamMessage) => number | null;
};

const TOMBSTONE = { kind: 'tombstone' } as const satisfies DecodedRecord;

function refused(reason: string): DecodedRecord {
  return { kind: 'refused', reason };
}

/** Compiled once for a topic. `schemas` is shared by the decoders of a process and filled by whoever can do I/O. */
export function createStreamDecoder(
  mapping: StreamMapping,
  options: { schemas?: SchemaBook | undefined } = {},
): StreamDecoder {
  if (isOwnContract(mapping)) return ownContractDecoder(mapping);
  const schemas = options.schemas ?? new SchemaBook();
  const format = FORMATS[mapping.format];
  const filled: StreamMapping = { ...format.defaults, ...mapping };
  if (mapping.features !== undefined) filled.features = { ...format.defaults.features, ...mapping.features };
  const build = compileEvents(filled);

  function read(message: FilledMessage): DecodedRecord {
    const { byteLength } = message.value;
    if (byteLength > MAX_VALUE_BYTES) return refused(`${byteLength} bytes, the limit is ${MAX_VALUE_BYTES}`);
    const unpacked = format.unpack(message, filled, schemas);
    if (!('kind' in unpacked)) return build(unpacked, message);
    return unpacked.kind === 'nothing' ? { kind: filled.carries, events: [] } : unpacked;
  }

  return {
    mapping,
    isOwnContract: false,
    decode: (message) => {
      if (message.value === null) return TOMBSTONE;
      try {
        return read(message as FilledMessage);
      } catch (error) {
        if (error instanceof Refusal) return refused(error.message);
        // Deep or huge input that a library gives up on: the message is at fault, not the process.
        return refused(`could not be read: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500));
      }
    },
    opened: (message) => {
      if (message.value === null || message.value.byteLength > MAX_VALUE_BYTES) return undefined;
      try {
        const unpacked = format.unpack(message as FilledMessage, filled, schemas);
        return 'kind' in unpacked ? undefined : unpacked.rows === null ? unpacked.root : unpacked.rows[0];
      } catch {
        // `decode` says why.
        return undefined;
      }
    },
    missingSchema: (message) => {
      if (format.schemaOf === undefined || message.value === null) return null;
      const schemaId = format.schemaOf(message as FilledMessage);
      return schemaId === null || schemas.has(schemaId) ? null : schemaId;
    },
  };
}

function ownContractDecoder(mapping: StreamMapping): StreamDecoder {
  const read = <S extends z.ZodType<object>>(schema: S, value: Uint8Array): z.output<S>[] | string => {
    const decoded = decodeJson(schema, value);
    return decoded.ok ? [decoded.event] : decoded.reason;
  };
  return {
    mapping,
    isOwnContract: true,
    decode: ({ value }) => {
      if (value === null) return TOMBSTONE;
      if (mapping.carries === 'labels') {
        const events = read(LabelEvent, value);
        return typeof events === 'string' ? refused(events) : { kind: 'labels', events };
      }
      const events = read(PredictionEvent, value);
      return typeof events === 'string' ? refused(events) : { kind: 'predictions', events };
    },
    opened: () => undefined,
    missingSchema: () => null,
  };
}
