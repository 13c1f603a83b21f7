import {
  addKeys,
  addPane,
  countEvent,
  createPane,
  decodePane,
  encodePane,
  type CountableEvent,
  type Grid,
  type Pane,
} from '@leeway/drift';
import type { DraftPane } from './draft-panes.ts';

/** Lengths of panes, each a multiple of the one before and a divisor of an hour. */
export const LADDER_MS = [10_000, 60_000, 300_000, 900_000, 3_600_000] as const;
/** Panes of each length; older rows are in longer ones, those before the longest in none. */
const PANES_A_STEP = 240;
const MAX_OPEN_BYTES = 100_663_296;
const MAX_ENCODED_BYTES = 33_554_432;
const SAMPLED_ROWS = 1_000;

/**
 * Counts rows on the reference's grid, the newest finely and older ones ever more coarsely: windows of whatever length
 * can be summed from it, in bounded memory, whatever the order of the rows.
 */
export class PaneLadder {
  readonly #grid: Grid;
  /** Where the panes of each length begin. */
  readonly #fromMs: number[];
  readonly #stride: number;
  readonly #sample: Pane;
  readonly #maxOpen: number;
  readonly #open = new Map<number, Pane>();
  readonly #encoded = new Map<number, Uint8Array>();
  #rows = 0;

  /** `toMs`: time of the newest row; null where rows have none. */
  constructor(grid: Grid, { toMs, rowCount }: { toMs: number | null; rowCount: number }) {
    this.#grid = grid;
    addKeys(grid);
    this.#stride = Math.max(1, Math.ceil(rowCount / SAMPLED_ROWS));
    this.#sample = createPane(grid);
    this.#maxOpen = Math.max(2, Math.floor(MAX_OPEN_BYTES / (8 * (grid.cellCount + grid.vectorSumCount + 512))));
    this.#fromMs = LADDER_MS.map((paneMs, step) => {
      const nextMs = LADDER_MS[step + 1] ?? paneMs;
      return toMs === null ? Infinity : Math.floor((toMs - PANES_A_STEP * paneMs) / nextMs) * nextMs;
    });
  }

  /** `timeMs` 0 = the row does not say. */
  add(timeMs: number, event: CountableEvent): void {
    if (this.#rows % this.#stride === 0) countEvent(this.#sample, this.#grid, event);
    this.#rows += 1;
    const step = this.#fromMs.findIndex((fromMs) => timeMs >= fromMs);
    const paneMs = LADDER_MS[step];
    if (timeMs <= 0 || paneMs === undefined) return;
    countEvent(this.#paneAt(Math.floor(timeMs / paneMs) * paneMs), this.#grid, event);
  }

  /** Oldest first, behind the sample. */
  finish(): DraftPane[] {
    for (const startMs of this.#open.keys()) this.#close(startMs);
    const panes = [...this.#encoded].toSorted(([a], [b]) => b - a);
    let bytesLeft = MAX_ENCODED_BYTES;
    const kept = panes.filter(([, bytes]) => (bytesLeft -= bytes.byteLength) >= 0);
    const timed = kept.toReversed().map(([startMs, bytes]) => ({ startMs, paneMs: this.#lengthAt(startMs), bytes }));
    return [{ startMs: 0, paneMs: 0, bytes: encodePane(this.#sample, this.#grid) }, ...timed];
  }

  #lengthAt(startMs: number): number {
    return LADDER_MS[this.#fromMs.findIndex((fromMs) => startMs >= fromMs)] ?? 0;
  }

  #paneAt(startMs: number): Pane {
    const open = this.#open.get(startMs);
    if (open !== undefined) return open;
    if (this.#open.size >= this.#maxOpen) {
      const oldest = this.#open.keys().next();
      if (oldest.done !== true) this.#close(oldest.value);
    }
    const pane = createPane(this.#grid);
    this.#open.set(startMs, pane);
    return pane;
  }

  #close(startMs: number): void {
    const pane = this.#open.get(startMs);
    if (pane === undefined) return;
    this.#open.delete(startMs);
    const before = this.#encoded.get(startMs);
    if (before !== undefined) addPane(pane, decodePane(before, this.#grid));
    this.#encoded.set(startMs, encodePane(pane, this.#grid));
  }
}
