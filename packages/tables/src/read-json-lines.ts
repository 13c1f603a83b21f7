import type { Readable } from 'node:stream';
import { TableError } from './table-error.ts';
import { MAX_ROW_BYTES } from './table.ts';

const LINE_FEED = 0x0a;

export type JsonLine = { line: number; value: unknown };

/**
 * One JSON value a line, parsed as they come, with the line each stands on; empty lines are passed over. Holds at most
 * one unfinished line, which is refused beyond `MAX_ROW_BYTES`.
 */
export async function* readJsonLines(bytes: Readable, source: string): AsyncGenerator<readonly JsonLine[]> {
  let rest = Buffer.alloc(0);
  let line = 0;
  function* linesOf(whole: Buffer): Generator<JsonLine> {
    for (let at = 0; at < whole.length;) {
      const found = whole.indexOf(LINE_FEED, at);
      const end = found < 0 ? whole.length : found;
      line += 1;
      if (end - at > MAX_ROW_BYTES) throw tooLong(source, line);
      const text = whole.toString('utf8', at, end).trim();
      at = end + 1;
      if (text !== '') yield { line, value: parse(text, source, line) };
    }
  }
  try {
    for await (const chunk of bytes as AsyncIterable<Uint8Array | string>) {
      const part = Buffer.from(chunk as Uint8Array);
      const end = part.lastIndexOf(LINE_FEED) + 1;
      if (end === 0) {
        rest = Buffer.concat([rest, part]);
        if (rest.length > MAX_ROW_BYTES) throw tooLong(source, line + 1);
        continue;
      }
      const whole = rest.length === 0 ? part.subarray(0, end) : Buffer.concat([rest, part.subarray(0, end)]);
      rest = Buffer.from(part.subarray(end));
      yield [...linesOf(whole)];
    }
    yield [...linesOf(rest)];
  } catch (error) {
    if (error instanceof TableError) throw error;
    throw new TableError(`${source} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    bytes.destroy();
  }
}

function tooLong(source: string, line: number): TableError {
  return new TableError(`${source}: line ${line} is longer than ${MAX_ROW_BYTES} bytes`, { line, column: null });
}

function parse(text: string, source: string, line: number): unknown {
  try {
    return JSON.parse(line === 1 ? text.replace(/^\uFEFF/u, '') : text);
  } catch {
    throw new TableError(`${source}: line ${line} is not JSON`, { line, column: null });
  }
}
