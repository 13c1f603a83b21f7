import { addPane, createPane, decodePane, type Grid, type Pane } from '@leeway/drift';
import type { DraftPane } from './draft-panes.ts';
import { LADDER_MS } from './pane-ladder.ts';

const HOUR_MS = 3_600_000;

/** Panes of one length, as the worker would have counted them, as far back as the draft has them so finely. */
export type DraftWindows = {
  paneMs: number;
  panes: ReadonlyMap<number, Pane>;
  /** End of the first whole window and of the last; null when there is none. */
  firstEndMs: number | null;
  lastEndMs: number;
};

/** The shortest length that is no shorter than asked, that an hour is a multiple of and that panes of 10 s make up. */
export function judgedPaneMs(askedMs: number): number {
  const [finest] = LADDER_MS;
  let paneMs = Math.ceil(askedMs / finest) * finest;
  while (HOUR_MS % paneMs !== 0) paneMs += finest;
  return paneMs;
}

/** Sums the draft's panes to panes of `paneMs`, the newest `maxPanes` of them that end before `toMs`. */
export function draftWindows(
  grid: Grid,
  stored: readonly DraftPane[],
  input: { paneMs: number; windowPanes: number; maxWindows: number; toMs: number },
): DraftWindows {
  const { paneMs, windowPanes, maxWindows, toMs } = input;
  // The pane that the last row is in goes on after it.
  const lastEndMs = Math.floor((toMs + 1) / paneMs) * paneMs;
  const oldestMs = lastEndMs - (maxWindows + windowPanes) * paneMs;
  const fitting = stored.filter((pane) => pane.paneMs > 0 && paneMs % pane.paneMs === 0 && pane.startMs < lastEndMs);
  const panes = new Map<number, Pane>();
  for (const { startMs, bytes } of fitting) {
    const start = Math.floor(startMs / paneMs) * paneMs;
    if (start < oldestMs) continue;
    const sum = panes.get(start) ?? createPane(grid);
    addPane(sum, decodePane(bytes, grid));
    panes.set(start, sum);
  }
  const first = Math.min(...panes.keys());
  const firstWhole = isWhole(fitting, first, paneMs, stored) ? first : first + paneMs;
  const firstEndMs = firstWhole + windowPanes * paneMs;
  return { paneMs, panes, firstEndMs: firstEndMs <= lastEndMs ? firstEndMs : null, lastEndMs };
}

/** The oldest pane may be a part only: of what lies before it there are longer panes, or rows began inside it. */
function isWhole(
  fitting: readonly DraftPane[],
  startMs: number,
  paneMs: number,
  stored: readonly DraftPane[],
): boolean {
  const earliest = Math.min(...fitting.map((pane) => pane.startMs));
  const hasOlder = stored.some((pane) => pane.paneMs > 0 && pane.startMs < earliest);
  return earliest === startMs && (hasOlder || paneMs === LADDER_MS[0]);
}
