const QUOTE = 34;
const BACKSLASH = 92;
/** Deepest nesting of what is skipped. */
const MAX_DEPTH = 30;

/** What stands behind a backslash in JSON, but for `u`. */
const ESCAPES: ReadonlySet<number> = new Set([34, 92, 47, 98, 102, 110, 114, 116]);

/** White space of JSON. */
export function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let byte = bytes[at]; byte === 32 || byte === 10 || byte === 13 || byte === 9; byte = bytes[at]) at += 1;
  return at;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Place behind one character of two or more bytes of UTF-8; −1 when it is not well-formed (Unicode 3.9, table 3-7). */
export function skipWideCharacter(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if (!isContinuation(second)) return -1;
  if (lead >= 0xc2 && lead <= 0xdf) return at + 2;
  if (!isContinuation(bytes[at + 2])) return -1;
  if (lead >= 0xe0 && lead <= 0xef) {
    const fits = lead === 0xe0 ? second >= 0xa0 : lead === 0xed ? second <= 0x9f : true;
    return fits ? at + 3 : -1;
  }
  if (!isContinuation(bytes[at + 3])) return -1;
  if (lead === 0xf0) return second >= 0x90 ? at + 4 : -1;
  if (lead >= 0xf1 && lead <= 0xf3) return at + 4;
  return lead === 0xf4 && second <= 0x8f ? at + 4 : -1;
}

function skipEscape(bytes: Uint8Array, at: number): number {
  const kind = bytes[at + 1];
  if (kind === undefined) return -1;
  if (ESCAPES.has(kind)) return at + 2;
  if (kind !== 117) return -1;
  for (let i = at + 2; i < at + 6; i += 1) {
    const byte = bytes[i] ?? 0;
    const lower = byte | 32;
    if (!((byte >= 48 && byte <= 57) || (lower >= 97 && lower <= 102))) return -1;
  }
  return at + 6;
}

/** Place behind the quote that ends a string whose text begins at `from`; −1 when it is no string of JSON in UTF-8. */
export function skipString(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at >= 0 && at < end) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) return at + 1;
    if (byte < 32) return -1;
    if (byte === BACKSLASH) at = skipEscape(bytes, at);
    else if (byte >= 128) at = skipWideCharacter(bytes, at);
    else at += 1;
  }
  return -1;
}

/** Place of the quote that ends a string without escapes; −1 when there are any or it is no string. */
export function plainStringEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at >= 0 && at < end) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) return at;
    if (byte < 32 || byte === BACKSLASH) return -1;
    if (byte >= 128) at = skipWideCharacter(bytes, at);
    else at += 1;
  }
  return -1;
}

/** Place behind `true`, `false` or `null`; −1 when it is none of them. */
export function skipWord(bytes: Uint8Array, at: number): number {
  const word = bytes[at] === 116 ? 'true' : bytes[at] === 102 ? 'false' : 'null';
  for (let i = 0; i < word.length; i += 1) if (bytes[at + i] !== word.charCodeAt(i)) return -1;
  return at + word.length;
}

function skipNumber(bytes: Uint8Array, from: number): number {
  const isDigit = (index: number) => ((bytes[index] ?? 0) - 48) >>> 0 <= 9;
  let at = bytes[from] === 45 ? from + 1 : from;
  if (!isDigit(at)) return -1;
  if (bytes[at] === 48) at += 1;
  else while (isDigit(at)) at += 1;
  if (isDigit(at)) return -1;
  if (bytes[at] === 46) {
    at += 1;
    if (!isDigit(at)) return -1;
    while (isDigit(at)) at += 1;
  }
  if (((bytes[at] ?? 0) | 32) === 101) {
    at += 1;
    if (bytes[at] === 43 || bytes[at] === 45) at += 1;
    if (!isDigit(at)) return -1;
    while (isDigit(at)) at += 1;
  }
  return at;
}

/** Place behind any JSON value; −1 when it is none, or nested so deeply that somebody else should look at it. */
export function skipValue(bytes: Uint8Array, from: number, end: number, depth = 0): number {
  const byte = bytes[from];
  if (byte === QUOTE) return skipString(bytes, from + 1, end);
  if (byte === 123 || byte === 91) return depth < MAX_DEPTH ? skipMembers(bytes, from, end, depth + 1) : -1;
  if (byte === 116 || byte === 102 || byte === 110) return skipWord(bytes, from);
  return skipNumber(bytes, from);
}

function skipMembers(bytes: Uint8Array, from: number, end: number, depth: number): number {
  const isObject = bytes[from] === 123;
  const close = isObject ? 125 : 93;
  let at = skipSpace(bytes, from + 1);
  if (bytes[at] === close) return at + 1;
  for (;;) {
    if (isObject) {
      if (bytes[at] !== QUOTE) return -1;
      at = skipString(bytes, at + 1, end);
      if (at < 0) return -1;
      at = skipSpace(bytes, at);
      if (bytes[at] !== 58) return -1;
      at = skipSpace(bytes, at + 1);
    }
    at = skipValue(bytes, at, end, depth);
    if (at < 0 || at > end) return -1;
    at = skipSpace(bytes, at);
    if (bytes[at] === close) return at + 1;
    if (bytes[at] !== 44) return -1;
    at = skipSpace(bytes, at + 1);
  }
}
