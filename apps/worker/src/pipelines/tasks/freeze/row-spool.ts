import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MAX_ROW_BYTES, readJsonLines } from '@leeway/tables';
import { TaskRefused } from '../task-runner.ts';

const MAX_BYTES = 4 * 2 ** 30;
const WRITE_CHARACTERS = 1_048_576;
const READ_BYTES = 262_144;

/**
 * Rows on disk, in the order in which they came, for whoever reads them more than once. The file has no name, so that
 * the system takes it back however the process ends.
 */
export class RowSpool {
  readonly #file: FileHandle;
  #pending: string[] = [];
  #pendingCharacters = 0;
  #bytes = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(folder: string = tmpdir()): Promise<RowSpool> {
    const path = join(folder, `leeway-rows-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return new RowSpool(file);
  }

  /** False where the row is too long to be kept. */
  append(row: object): boolean {
    const text = JSON.stringify(row);
    if (text.length > MAX_ROW_BYTES / 4 && Buffer.byteLength(text) > MAX_ROW_BYTES) return false;
    this.#pending.push(text);
    this.#pendingCharacters += text.length;
    return true;
  }

  /** Wait for it between appends: what was appended is written once there is enough of it. */
  async settle(isEnd = false): Promise<void> {
    if (this.#pending.length === 0 || (!isEnd && this.#pendingCharacters < WRITE_CHARACTERS)) return this.#writing;
    const bytes = Buffer.from(`${this.#pending.join('\n')}\n`);
    this.#pending = [];
    this.#pendingCharacters = 0;
    const at = this.#bytes;
    this.#bytes += bytes.byteLength;
    if (this.#bytes > MAX_BYTES)
      throw new TaskRefused(`The rows take more than ${MAX_BYTES / 2 ** 30} GiB: choose a shorter stretch.`);
    this.#writing = this.#writing.then(() => this.#write(bytes, at));
    return this.#writing;
  }

  /** All rows so far. Append nothing while they are read. */
  async *rows(): AsyncGenerator {
    await this.settle(true);
    const bytes = Readable.from(this.#chunks());
    for await (const batch of readJsonLines(bytes, 'rows')) for (const { value } of batch) yield value;
  }

  /** A stream of the file's own would close it at its end. */
  async *#chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < this.#bytes;) {
      const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file.close();
  }

  async #write(bytes: Buffer, at: number): Promise<void> {
    try {
      for (let done = 0; done < bytes.byteLength;)
        done += (await this.#file.write(bytes, done, bytes.byteLength - done, at + done)).bytesWritten;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      throw new TaskRefused('The worker has no room left on its disk: choose a shorter stretch.');
    }
  }
}
