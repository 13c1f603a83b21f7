import {
  addPane,
  createPane,
  decodePane,
  estimateFromCells,
  gridOf,
  type CellEstimatedId,
  type Pane,
} from '@leeway/drift';
import { MINUTE_MS, sliceStartOf, type MinuteRange } from '@leeway/slo';
import { sampledPanes, type Db, type ModelMinute, type Tx } from '@leeway/store';
import { loadReference } from '../../models/reference-cache.ts';
import { minutesOfSlices } from './performance-signals.ts';
import type { SignalModel } from './signal-model.ts';

/** Panes that a slice is estimated from at most, spread over it. */
const EACH = 240;
/** Panes that one count decodes at most; slices further back stay unmeasured. */
const MAX_PANES = 40_000;
const CHUNK_MS = 6 * 3_600_000;
/** Scores of at least this much are a yes, as on the page of realised quality. */
const THRESHOLD = 0.5;

type Wanted = MinuteRange & { metric: string; sliceMinutes: number; minimumScores: number };

/** What CBPE says of each slice from its score cells and the active reference's labelled scores. */
export async function estimateSignals(db: Db | Tx, model: SignalModel, wanted: Wanted): Promise<ModelMinute[]> {
  const reference = model.activeReferenceId === null ? null : await loadReference(db, model.activeReferenceId);
  if (reference === null || reference.quality === null) return [];
  const grid = gridOf(reference);
  const sliceMs = wanted.sliceMinutes * MINUTE_MS;
  const chunkMs = Math.max(sliceMs, CHUNK_MS);
  const slices = new Map<number, number | null>();
  let decoded = 0;
  for (let toMs = wanted.toMs; toMs > wanted.fromMs && decoded < MAX_PANES;) {
    const fromMs = Math.max(wanted.fromMs, sliceStartOf(toMs - chunkMs, wanted.sliceMinutes));
    const panes = await sampledPanes(db, { modelId: model.id, gridId: grid.id, fromMs, toMs, sliceMs, each: EACH });
    decoded += panes.length;
    const sums = new Map<number, Pane>();
    for (const pane of panes) {
      const startMs = sliceStartOf(pane.startMs, wanted.sliceMinutes);
      const sum = sums.get(startMs) ?? createPane(grid);
      addPane(sum, decodePane(pane.counts, grid));
      sums.set(startMs, sum);
    }
    for (const [startMs, sum] of sums) {
      const estimates = estimateFromCells(reference, sum, THRESHOLD);
      const isEnough = estimates.state === 'estimated' && estimates.n >= wanted.minimumScores;
      const reading = isEnough ? estimates.metrics[wanted.metric as CellEstimatedId] : undefined;
      slices.set(startMs, reading?.state === 'measured' ? reading.value : null);
    }
    toMs = fromMs;
  }
  return minutesOfSlices(slices, sliceMs, wanted.toMs);
}
