import type { Grid } from '../grid/grid.ts';
import { addPane } from './merge-panes.ts';
import { addEncodedPane } from './pane-codec.ts';
import { createPane, type Pane } from './pane.ts';
import { readServiceCounts, type ServiceCounts } from './read-service-counts.ts';

/**
 * A pane in the parts in which it is stored (by partition and version), read only as far as somebody asks: added to a sum
 * without a pane of its own, or its head alone. Every reading throws CodecError where a part is damaged.
 */
export class StoredPane {
  readonly #grid: Grid;
  readonly #parts: Uint8Array[] = [];
  #whole: Pane | null = null;

  constructor(grid: Grid) {
    this.#grid = grid;
  }

  addPart(bytes: Uint8Array): void {
    this.#parts.push(bytes);
  }

  /** Kept once it was asked for. */
  whole(): Pane {
    if (this.#whole === null) {
      const whole = createPane(this.#grid);
      this.addTo(whole);
      this.#whole = whole;
    }
    return this.#whole;
  }

  addTo(sum: Pane): void {
    if (this.#whole !== null) addPane(sum, this.#whole);
    else for (const bytes of this.#parts) addEncodedPane(sum, bytes, this.#grid);
  }

  service(): ServiceCounts {
    const heads = this.#parts.map(readServiceCounts);
    const [first, ...rest] = heads;
    if (first === undefined) return createPane(this.#grid);
    for (const head of rest) {
      first.events += head.events;
      first.errors += head.errors;
      for (let i = 0; i < head.latencyCounts.length; i += 1)
        first.latencyCounts[i] = (first.latencyCounts[i] ?? 0) + (head.latencyCounts[i] ?? 0);
    }
    return first;
  }
}

/** A pane, read or not yet. */
export type ReadablePane = Pane | StoredPane;

export function addReadable(sum: Pane, pane: ReadablePane): void {
  if (pane instanceof StoredPane) pane.addTo(sum);
  else addPane(sum, pane);
}

export function serviceOf(pane: ReadablePane): ServiceCounts {
  return pane instanceof StoredPane ? pane.service() : pane;
}
