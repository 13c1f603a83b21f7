import { readJsonLines, type JsonLine } from '@leeway/tables';
import type { CliIo } from './command.ts';
import { openSource, type OnBytes } from './open-source.ts';

/**
 * Rows of a file (also .gz), an http(s) address or, for `-`, standard input: one JSON value a line, parsed as they come,
 * each with the line it stands on.
 */
export async function* readNumberedJsonLines(
  source: string,
  io: CliIo,
  options: { onBytes?: OnBytes | undefined } = {},
): AsyncGenerator<JsonLine> {
  const bytes = await openSource(source, io, options);
  for await (const batch of readJsonLines(bytes, source)) yield* batch;
}
