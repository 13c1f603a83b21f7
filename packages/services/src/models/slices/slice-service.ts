import {
  estimateFromCells,
  gridOf,
  paneCounts,
  PREDICTION_FEATURE,
  type FrozenReference,
  type Pane,
} from '@leeway/drift';
import { latencyQuantileMs } from '../../drift/latency-quantile.ts';
import { estimatedReading } from '../get-quality-reading.ts';
import type { Sampled, SliceService } from './slices-view.ts';

/** Of the standard normal law, for 95 %. */
const Z = 1.96;

/** A share with half of its 95 % interval (Wald's with Agresti and Coull's two successes and two failures). */
export function sampledShare(count: number, n: number): Sampled | null {
  if (n === 0) return null;
  const adjusted = (count + 2) / (n + 4);
  return { value: count / n, halfWidth: Z * Math.sqrt((adjusted * (1 - adjusted)) / (n + 4)) };
}

/** What a pane says of answers: errors, latency, mean output, and the quality that its scores let expect. */
export function sliceService(reference: FrozenReference, pane: Pane): SliceService {
  const estimates = reference.quality === null ? null : estimateFromCells(reference, pane);
  return {
    errors: sampledShare(pane.errors, pane.events),
    score: meanOutput(reference, pane),
    latencyP95Ms: latencyQuantileMs(pane.latencyCounts, 0.95),
    estimatedAuc: estimates === null ? null : estimatedReading(estimates, 0).rocAuc,
  };
}

function meanOutput(reference: FrozenReference, pane: Pane): Sampled | null {
  const layout = gridOf(reference).layouts.find(({ feature }) => feature.name === PREDICTION_FEATURE);
  if (layout?.kind !== 'numeric') return null;
  const { mean, sd, values } = paneCounts(pane, layout);
  return mean === null || sd === null || values === 0 ? null : { value: mean, halfWidth: (Z * sd) / Math.sqrt(values) };
}
