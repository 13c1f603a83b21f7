import { createInterface } from 'node:readline';
import { CliError } from './cli-error.ts';
import type { CliIo } from './command.ts';
import { openSource, type OnBytes } from './open-source.ts';

const MAX_LINE_CHARACTERS = 1_048_576;

/**
 * Rows of a file (also .gz), an http(s) address or, for `-`, standard input: one JSON value a line, parsed as they come,
 * each with the line it stands on.
 */
export async function* readNumberedJsonLines(
  source: string,
  io: CliIo,
  options: { onBytes?: OnBytes | undefined } = {},
): AsyncGenerator<{ line: number; value: unknown }> {
  const bytes = await openSource(source, io, options);
  const lines = createInterface({ input: bytes, crlfDelay: Infinity });
  // Readline does not hand on what breaks its input.
  let broken: unknown;
  bytes.on('error', (error) => {
    broken = error;
    lines.close();
  });
  let number = 0;
  try {
    for await (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      if (line.length > MAX_LINE_CHARACTERS) throw new CliError(`${source}: line ${number} is too long`);
      yield { line: number, value: parse(line, source, number) };
    }
    if (broken !== undefined) throw broken;
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${source} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    lines.close();
    bytes.destroy();
  }
}

function parse(line: string, source: string, number: number): unknown {
  try {
    return JSON.parse(number === 1 ? line.replace(/^\uFEFF/u, '') : line);
  } catch {
    throw new CliError(`${source}: line ${number} is not JSON`);
  }
}
