import { numberCell, shownValue } from '@leeway/tables';
import { CliError } from './cli-error.ts';
import type { CliIo } from './command.ts';
import { openSource } from './open-source.ts';

const MAX_LINE_CHARACTERS = 1_024;

function numberOf(source: string, line: number, text: string): number {
  const value = numberCell(text);
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new CliError(`${source}: line ${line}, column 1: expected a finite number, found ${shownValue(text)}`);
}

/** Whole lines of a stream of text, a chunk's worth at a time; the last need not end. */
async function* lines(source: string, io: CliIo, onBytes: (bytes: number) => void): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let line = 1;
  for await (const chunk of await openSource(source, io, { onBytes })) {
    const parts = (
      rest + decoder.decode(typeof chunk === 'string' ? Buffer.from(chunk) : chunk, { stream: true })
    ).split(/\r?\n/u);
    rest = parts.pop() ?? '';
    line += parts.length;
    if (rest.length > MAX_LINE_CHARACTERS)
      throw new CliError(`${source}: line ${line}, column 1: expected a number, found ${rest.length} characters`);
    yield parts;
  }
  if (rest !== '') yield [rest];
}

/**
 * Numbers of a file (also .gz), an address or `-`, one a line, a chunk's worth at a time, in bounded memory. A line
 * that holds anything else, or nothing, is refused by its number; empty lines at the very end are not lines.
 */
export async function* readNumberLines(
  source: string,
  io: CliIo,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<number[]> {
  let line = 0;
  let empty = 0;
  try {
    for await (const batch of lines(source, io, onBytes)) {
      const values: number[] = [];
      for (const text of batch) {
        line += 1;
        if (text.trim() === '') {
          empty += 1;
          continue;
        }
        if (empty > 0) numberOf(source, line - empty, '');
        values.push(numberOf(source, line, text));
      }
      yield values;
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${source} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
