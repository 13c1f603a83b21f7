import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CliError } from './cli-error.ts';
import type { CliIo } from './command.ts';

const CONNECT_MS = 30_000;
const CHUNK_BYTES = 262_144;

/** Told of every chunk as it is read, before unpacking. */
export type OnBytes = (bytes: number, chunk: Uint8Array) => void;

type OpenOptions = {
  /** What a progress bar counts and a hash is taken of. */
  onBytes?: OnBytes | undefined;
};

/** The bytes of a file (also .gz), an http(s) address or, for `-`, standard input. */
export async function openSource(source: string, io: CliIo, { onBytes }: OpenOptions = {}): Promise<Readable> {
  if (source === '-') return io.stdin;
  const packed: Readable = isUrl(source)
    ? await openUrl(source)
    : createReadStream(source, { highWaterMark: CHUNK_BYTES });
  if (onBytes !== undefined) packed.on('data', (chunk: Uint8Array) => onBytes(chunk.byteLength, chunk));
  if (!source.endsWith('.gz')) return packed;
  const unpacked = createGunzip();
  packed.on('error', (error) => unpacked.destroy(error));
  unpacked.on('close', () => packed.destroy());
  return packed.pipe(unpacked);
}

function isUrl(source: string): boolean {
  return /^https?:\/\//u.test(source);
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
  if (!isUrl(source)) return source;
  const url = new URL(source);
  return `${url.origin}${url.pathname}`;
}
