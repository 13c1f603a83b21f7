import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

const READ_BYTES = 262_144;

/**
 * A file for what is read more than once and is too large for memory. It has no name, so that the system takes it back
 * however the process ends.
 */
export class UnnamedFile {
  readonly #file: FileHandle;
  #bytes = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(folder: string = tmpdir()): Promise<UnnamedFile> {
    const path = join(folder, `leeway-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return new UnnamedFile(file);
  }

  /** Appended so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Appends in the order of calls; wait for it, or what waits for the disk grows. */
  append(bytes: Uint8Array): Promise<void> {
    const at = this.#bytes;
    this.#bytes += bytes.byteLength;
    this.#writing = this.#write(this.#writing, bytes, at);
    return this.#writing;
  }

  /** All bytes from the first on, as often as wanted. */
  read(): Readable {
    return Readable.from(this.#chunks());
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file.close();
  }

  async #write(before: Promise<void>, bytes: Uint8Array, at: number): Promise<void> {
    await before;
    for (let done = 0; done < bytes.byteLength;)
      done += (await this.#file.write(bytes, done, bytes.byteLength - done, at + done)).bytesWritten;
  }

  /** A stream of the file's own would close it at its end. */
  async *#chunks(): AsyncGenerator<Buffer> {
    await this.#writing;
    for (let at = 0; at < this.#bytes;) {
      const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }
}

/** Whether something could not be written because the disk is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
