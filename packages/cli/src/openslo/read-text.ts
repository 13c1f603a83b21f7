import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';
import { openSource } from '../open-source.ts';

const MAX_BYTES = 10_485_760;

/** The whole of a file, an address or standard input, as text. */
export async function readText(source: string, io: CliIo): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of await openSource(source, io)) {
      const buffer = Buffer.from(chunk as Uint8Array);
      bytes += buffer.byteLength;
      if (bytes > MAX_BYTES) throw new CliError(`${source}: more than ${MAX_BYTES} bytes`);
      chunks.push(buffer);
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${source} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return Buffer.concat(chunks).toString('utf8');
}
