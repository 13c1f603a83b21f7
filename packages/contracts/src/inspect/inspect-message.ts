import type { StreamDecoder } from '../mapping/create-stream-decoder.ts';
import type { DecodedRecord } from '../mapping/decoded-record.ts';
import type { StreamMessage } from '../mapping/stream-message.ts';
import { base64Of } from '../formats/base64.ts';
import type { InspectedRecord } from './inspected-record.ts';

const MAX_RAW_BYTES = 8_192;
const MAX_KEY_CHARACTERS = 200;
const MAX_HEADERS = 50;
const MAX_HEADER_CHARACTERS = 500;
const MAX_EVENTS = 3;
const MAX_FEATURES_SHOWN = 200;
const MAX_EVENT_CHARACTERS = 8_192;

const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder();

/** Text of bytes that may be cut in the middle of a character; null where they are not text. */
function textOf(bytes: Uint8Array, isCut: boolean): string | null {
  for (let drop = 0; drop < (isCut ? 4 : 1); drop += 1)
    try {
      const text = strict.decode(bytes.subarray(0, bytes.byteLength - drop));
      // Control characters other than tab and line ends are binary, and Postgres stores no zero byte in text.
      // eslint-disable-next-line no-control-regex
      return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/u.test(text) ? null : text;
    } catch {
      continue;
    }
  return null;
}

function rawOf(value: Uint8Array | null): Pick<InspectedRecord, 'encoding' | 'raw' | 'rawIsCut'> {
  if (value === null) return { encoding: 'text', raw: '', rawIsCut: false };
  const rawIsCut = value.byteLength > MAX_RAW_BYTES;
  const shown = value.subarray(0, MAX_RAW_BYTES);
  const text = textOf(shown, rawIsCut);
  return text === null
    ? { encoding: 'base64', raw: base64Of(shown), rawIsCut }
    : { encoding: 'text', raw: text, rawIsCut };
}

/** Plain JSON is its own raw text. Whole numbers beyond a double keep their digits. */
function openedOf(decoder: StreamDecoder, message: StreamMessage): string | null {
  if (decoder.mapping.format === 'json') return null;
  const value = decoder.opened(message);
  if (value === undefined) return null;
  let text: string | undefined;
  try {
    text = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
  } catch {
    // Nested deeper than can be written down.
    return null;
  }
  return (text ?? '').replaceAll('\u0000', '\uFFFD').slice(0, MAX_RAW_BYTES);
}

/** Without zero bytes, which Postgres refuses. */
function shortText(value: string | Uint8Array, max: number): string {
  const text = typeof value === 'string' ? value : lenient.decode(value.subarray(0, max * 4));
  return text.replaceAll('\u0000', '\uFFFD').slice(0, max);
}

function headersOf(headers: StreamMessage['headers']): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers).slice(0, MAX_HEADERS)) {
    const values = Array.isArray(value) ? value : [value];
    const texts = values.flatMap((one: string | Uint8Array | undefined) =>
      one === undefined ? [] : [shortText(one, MAX_HEADER_CHARACTERS)],
    );
    if (name !== '__proto__')
      shown[shortText(name, MAX_KEY_CHARACTERS)] = texts.join(', ').slice(0, MAX_HEADER_CHARACTERS);
  }
  return shown;
}

function shownEvent(event: object): { event: Record<string, unknown>; isCut: boolean } {
  const shown: Record<string, unknown> = { ...event };
  const features = Object.entries(shown['features'] ?? {});
  const isCut = features.length > MAX_FEATURES_SHOWN;
  if (isCut) shown['features'] = Object.fromEntries(features.slice(0, MAX_FEATURES_SHOWN));
  if (JSON.stringify(shown).length <= MAX_EVENT_CHARACTERS) return { event: shown, isCut };
  return { event: { ...shown, features: {} }, isCut: true };
}

function decodedOf(
  decoded: DecodedRecord,
): Pick<InspectedRecord, 'kind' | 'problem' | 'rows' | 'events' | 'eventsAreCut'> {
  const nothing = { rows: 0, events: [], eventsAreCut: false };
  switch (decoded.kind) {
    case 'predictions':
    case 'labels': {
      const shown = decoded.events.slice(0, MAX_EVENTS).map(shownEvent);
      return {
        kind: decoded.kind,
        problem: null,
        rows: decoded.events.length,
        events: shown.map(({ event }) => event),
        eventsAreCut: decoded.events.length > MAX_EVENTS || shown.some(({ isCut }) => isCut),
      };
    }
    case 'tombstone':
      return { kind: 'tombstone', problem: 'no value (tombstone)', ...nothing };
    case 'needs-schema':
      return { kind: 'needs-schema', problem: `needs schema ${decoded.schemaId} of the schema registry`, ...nothing };
    case 'refused':
      return { kind: 'refused', problem: decoded.reason.replaceAll('\u0000', '\uFFFD'), ...nothing };
  }
}

/** What a person is shown of one message under a mapping. */
export function inspectMessage(decoder: StreamDecoder, message: StreamMessage): InspectedRecord {
  return {
    partition: message.partition,
    offset: String(message.offset),
    timestampMs: message.timestampMs,
    key: message.key === null ? null : shortText(message.key, MAX_KEY_CHARACTERS),
    headers: headersOf(message.headers),
    valueBytes: message.value?.byteLength ?? null,
    ...rawOf(message.value),
    opened: openedOf(decoder, message),
    ...decodedOf(decoder.decode(message)),
  };
}
