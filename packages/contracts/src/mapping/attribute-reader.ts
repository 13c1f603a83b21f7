import type { StreamMessage } from './stream-message.ts';

/** Headers and CloudEvents attributes by name; `undefined` where there is none. */
export type AttributeReader = (name: string) => string | undefined;

const MAX_HEADERS = 200;
const utf8 = new TextDecoder();

/** HTTP bridges write `Ce-Id` where the Kafka binding says `ce_id`. */
export function attributeName(name: string): string {
  const lower = name.toLowerCase();
  return lower.startsWith('ce-') ? `ce_${lower.slice(3)}` : lower;
}

function textOf(value: StreamMessage['headers'][string]): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  if (typeof one === 'string') return one;
  return one instanceof Uint8Array ? utf8.decode(one) : undefined;
}

/** Names in whatever case, the first of repeated headers. */
export function readHeaders(headers: StreamMessage['headers']): AttributeReader {
  let byName: Map<string, string> | null = null;
  return (name) => {
    if (byName === null) {
      byName = new Map();
      for (const [raw, value] of Object.entries(headers).slice(0, MAX_HEADERS)) {
        const text = textOf(value);
        const known = attributeName(raw);
        if (text !== undefined && !byName.has(known)) byName.set(known, text);
      }
    }
    return byName.get(attributeName(name));
  };
}
