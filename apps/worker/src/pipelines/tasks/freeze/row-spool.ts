import { isDiskFull, MAX_ROW_BYTES, readJsonLines, UnnamedFile } from '@leeway/tables';
import { TaskRefused } from '../task-runner.ts';

const MAX_BYTES = 4 * 2 ** 30;
const WRITE_CHARACTERS = 1_048_576;

/** Rows on disk, in the order in which they came, for whoever reads them more than once. */
export class RowSpool {
  readonly #file: UnnamedFile;
  #pending: string[] = [];
  #pendingCharacters = 0;

  private constructor(file: UnnamedFile) {
    this.#file = file;
  }

  static async open(): Promise<RowSpool> {
    return new RowSpool(await UnnamedFile.open());
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
    if (this.#pending.length === 0 || (!isEnd && this.#pendingCharacters < WRITE_CHARACTERS)) return;
    const bytes = Buffer.from(`${this.#pending.join('\n')}\n`);
    this.#pending = [];
    this.#pendingCharacters = 0;
    if (this.#file.bytes + bytes.byteLength > MAX_BYTES)
      throw new TaskRefused(`The rows take more than ${MAX_BYTES / 2 ** 30} GiB: choose a shorter stretch.`);
    try {
      await this.#file.append(bytes);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      throw new TaskRefused('The worker has no room left on its disk: choose a shorter stretch.', { cause: error });
    }
  }

  /** All rows so far. Append nothing while they are read. */
  async *rows(): AsyncGenerator {
    await this.settle(true);
    for await (const batch of readJsonLines(this.#file.read(), 'rows')) for (const { value } of batch) yield value;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
