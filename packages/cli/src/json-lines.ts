import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CliError } from './cli-error.ts';
import type { CliIo } from './command.ts';

const MAX_LINE_CHARACTERS = 1_048_576;
const CONNECT_MS = 30_000;

/** Rows of a file (also .gz), an http(s) address or, for `-`, standard input: one JSON value a line, parsed as they come. */
export async function* readJsonLines(source: string, io: CliIo): AsyncGenerator {
  const bytes = await open(source, io);
  const lines = createInterface({ input: bytes, crlfDelay: Infinity });
  let number = 0;
  try {
    for await (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      if (line.length > MAX_LINE_CHARACTERS) throw new CliError(`${source}: line ${number} is too long`);
      yield parse(line, source, number);
    }
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
    return JSON.parse(line);
  } catch {
    throw new CliError(`${source}: line ${number} is not JSON`);
  }
}

async function open(source: string, io: CliIo): Promise<Readable> {
  if (source === '-') return io.stdin;
  if (/^https?:\/\//u.test(source)) return openUrl(source);
  const file = createReadStream(source);
  if (!source.endsWith('.gz')) return file;
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  return file.pipe(unpacked);
}

async function openUrl(source: string): Promise<Readable> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), CONNECT_MS);
  const response = await fetch(source, { signal: controller.signal }).catch((error: unknown) => {
    throw new CliError(
      `${withoutSecrets(source)} does not answer: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  clearTimeout(timer);
  if (!response.ok || response.body === null)
    throw new CliError(`${withoutSecrets(source)} answered ${response.status}`);
  return Readable.from(response.body);
}

/** An address as it may be stored and shown: no user, password or query. */
export function withoutSecrets(source: string): string {
  if (!/^https?:\/\//u.test(source)) return source;
  const url = new URL(source);
  return `${url.origin}${url.pathname}`;
}
