import type { Grid } from '../grid/grid.ts';
import { createPane, paneByteLength, type Pane } from './pane.ts';

/** Grids of about the same size share buffers. */
const STEP_BYTES = 16_384;

/** Memory of panes that are no longer needed, for the next ones: a thousand panes a second would be garbage otherwise. */
export class PanePool {
  readonly #maxBytes: number;
  /** By length. */
  readonly #free = new Map<number, ArrayBuffer[]>();
  #freeBytes = 0;

  /** `maxBytes`: of what lies unused. */
  constructor({ maxBytes }: { maxBytes: number }) {
    this.#maxBytes = maxBytes;
  }

  get freeBytes(): number {
    return this.#freeBytes;
  }

  /** An empty pane. */
  take(grid: Grid): Pane {
    const length = Math.ceil(paneByteLength(grid) / STEP_BYTES) * STEP_BYTES;
    const buffer = this.#free.get(length)?.pop();
    if (buffer === undefined) return createPane(grid, new ArrayBuffer(length));
    this.#freeBytes -= length;
    new Float64Array(buffer).fill(0);
    return createPane(grid, buffer);
  }

  /** Takes a pane back that `take` gave and that nobody uses any more. */
  give({ counts }: Pane): void {
    const { buffer } = counts;
    const length = buffer.byteLength;
    const isOurs = buffer instanceof ArrayBuffer && length % STEP_BYTES === 0;
    if (!isOurs || this.#freeBytes + length > this.#maxBytes) return;
    const free = this.#free.get(length);
    if (free === undefined) this.#free.set(length, [buffer]);
    else free.push(buffer);
    this.#freeBytes += length;
  }
}
