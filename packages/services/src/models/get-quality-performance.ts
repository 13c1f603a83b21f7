import {
  addPane,
  addQualityPane,
  createPane,
  createQualityPane,
  decodePane,
  decodeQualityPane,
  estimateFromCells,
  gridOf,
  labelledTotals,
  reliabilityCurve,
  scoreTableOfPane,
  sumPanes,
  trackRecord,
  type CellEstimates,
  type Confusion,
  type FrozenReference,
  type JudgedEstimate,
  type Pane,
  type QualityPane,
  type TrackRecord,
} from '@leeway/drift';
import type { Db } from '@leeway/store';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { estimatedReading, realisedReading } from './get-quality-reading.ts';
import { thresholdCurve } from './get-quality-thresholds.ts';
import {
  ESTIMATED_QUALITY_IDS,
  type EstimatedQualityId,
  type PerformanceView,
  type QualityPoint,
} from './get-quality-views.ts';
import { ModelRangeInput } from './range-input.ts';
import { loadReference } from './reference-cache.ts';
import { requireModel } from './require-model.ts';
import { roundStepMs } from './time-steps.ts';

const MAX_POINTS = 300;
/** Panes read for the estimates of one answer; of longer ranges each bucket gives an equal share. */
const MAX_PANES = 1_500;
/** Labelled answers below which a stretch says nothing about the estimate. */
const ENOUGH_LABELS = 30;

/** Scores of at least `threshold` count as a positive answer, whatever the model itself uses. */
export const GetPerformanceInput = ModelRangeInput.and(z.object({ threshold: z.number().min(0).max(1).default(0.5) }));
export type GetPerformanceInput = z.input<typeof GetPerformanceInput>;

type Stretch = { modelId: string; fromMs: number; toMs: number; stepMs: number };

/** Realised performance, what was estimated without labels, and how far that may be relied on. */
export async function getPerformance({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: GetPerformanceInput;
}): Promise<PerformanceView> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const { threshold = 0.5 } = input;
  const model = await requireModel(db, input.modelId);
  const stepMs = roundStepMs(input.toMs - input.fromMs, MAX_POINTS, model.paneMs);
  const stretch = { ...input, stepMs };
  const reference = model.activeReferenceId === null ? null : await loadReference(db, model.activeReferenceId);
  const realised = await qualityByBucket(db, stretch);
  const scores = reference === null ? null : await panesByBucket(db, stretch, reference);
  const starts = [...new Set([...realised.keys(), ...(scores?.buckets.keys() ?? [])])].toSorted((a, b) => a - b);
  const noEstimate = whyNone(reference, scores?.buckets);
  const estimateBy = noEstimate === null ? reference : null;
  const points = starts.map((startMs) =>
    pointOf({
      startMs,
      stepMs,
      quality: realised.get(startMs) ?? createQualityPane(),
      pane: scores?.buckets.get(startMs),
      reference: estimateBy,
      threshold,
    }),
  );
  const whole =
    reference === null || scores === null ? undefined : sumPanes(gridOf(reference), scores.buckets.values());
  const sum = createQualityPane();
  for (const pane of realised.values()) addQualityPane(sum, pane);
  const total = realisedReading(sum, threshold);
  const labelled = countOf(labelledTotals(sum));
  return {
    threshold: total.threshold,
    points,
    total: {
      n: labelled,
      realised: total.values,
      confusion: total.confusion,
      estimated: estimatedReading(estimateOf(estimateBy, whole, threshold), labelled),
      ownAnswers: ownAnswers(sum),
    },
    thresholds: total.threshold === null ? [] : thresholdCurve(scoreTableOfPane(sum)),
    reliability: total.threshold === null ? [] : reliabilityCurve(scoreTableOfPane(sum)),
    noEstimate,
    trackRecord: recordsOf(points),
    coverage: { labelled, events: await eventsOf(db, stretch, reference) },
    isSampled: scores?.isSampled ?? false,
  };
}

function countOf({ positives, negatives }: { positives: number; negatives: number }): number {
  return positives + negatives;
}

async function qualityByBucket(db: Db, { modelId, fromMs, toMs, stepMs }: Stretch): Promise<Map<number, QualityPane>> {
  const rows = await db.qualityPane.findMany({
    where: { modelId, startAt: { gte: new Date(fromMs), lt: new Date(toMs) } },
    select: { startAt: true, counts: true },
  });
  const buckets = new Map<number, QualityPane>();
  for (const { startAt, counts } of rows) {
    const startMs = Math.floor(startAt.getTime() / stepMs) * stepMs;
    const sum = buckets.get(startMs) ?? createQualityPane();
    addQualityPane(sum, decodeQualityPane(counts));
    buckets.set(startMs, sum);
  }
  return buckets;
}

/** Panes of every bucket, the same number at most of each, chosen by a hash of their times. */
async function panesByBucket(
  db: Db,
  { modelId, fromMs, toMs, stepMs }: Stretch,
  reference: FrozenReference,
): Promise<{ buckets: Map<number, Pane>; isSampled: boolean }> {
  const grid = gridOf(reference);
  const each = Math.max(1, Math.floor(MAX_PANES / Math.ceil((toMs - fromMs) / stepMs)));
  const rows = await db.$queryRaw<{ startMs: number; counts: Uint8Array; isCut: boolean }[]>`
    SELECT bucket * ${stepMs}::float8 AS "startMs", counts, held > ${each}::int AS "isCut" FROM (
      SELECT bucket, counts, row_number() OVER (PARTITION BY bucket ORDER BY md5(start_at::text || partition)) AS place,
             count(*) OVER (PARTITION BY bucket) AS held
        FROM (SELECT start_at, partition, counts, floor(extract(epoch FROM start_at) * 1000 / ${stepMs}::float8) AS bucket
                FROM pane WHERE model_id = ${modelId} AND grid_id = ${grid.id} AND slice = ''
                 AND start_at >= ${new Date(fromMs)} AND start_at < ${new Date(toMs)}) panes) ranked
     WHERE place <= ${each}::int`;
  const buckets = new Map<number, Pane>();
  for (const { startMs, counts } of rows) {
    const sum = buckets.get(startMs) ?? createPane(grid);
    addPane(sum, decodePane(counts, grid));
    buckets.set(startMs, sum);
  }
  return { buckets, isSampled: rows.some(({ isCut }) => isCut) };
}

async function eventsOf(
  db: Db,
  { modelId, fromMs, toMs }: Stretch,
  reference: FrozenReference | null,
): Promise<number> {
  if (reference === null) return 0;
  const { _sum: sum } = await db.pane.aggregate({
    where: {
      modelId,
      gridId: gridOf(reference).id,
      slice: '',
      startAt: { gte: new Date(fromMs), lt: new Date(toMs) },
    },
    _sum: { n: true },
  });
  return sum.n ?? 0;
}

/** The reason is the same for every bucket, unless one of them merely has no scores. */
function whyNone(reference: FrozenReference | null, buckets: Map<number, Pane> | undefined): string | null {
  if (reference === null || buckets === undefined) return 'the model has no active reference';
  if (reference.quality === null) return 'the reference has no labelled scores';
  let reason = 'no prediction came in this range';
  for (const pane of buckets.values()) {
    const estimates = estimateFromCells(reference, pane);
    if (estimates.state === 'estimated') return null;
    ({ reason } = estimates);
  }
  return reason;
}

function estimateOf(reference: FrozenReference | null, pane: Pane | undefined, threshold: number): CellEstimates {
  return reference === null || pane === undefined
    ? { state: 'undefined', reason: 'nothing to estimate from' }
    : estimateFromCells(reference, pane, threshold);
}

/** What the model itself answered, where predictions said it. */
function ownAnswers(pane: QualityPane): Confusion | null {
  const own = { tp: pane.truePositive, fp: pane.falsePositive, tn: pane.trueNegative, fn: pane.falseNegative };
  return own.tp + own.fp + own.tn + own.fn === 0 ? null : own;
}

function pointOf(input: {
  startMs: number;
  stepMs: number;
  quality: QualityPane;
  pane: Pane | undefined;
  reference: FrozenReference | null;
  threshold: number;
}): QualityPoint {
  const { startMs, stepMs, quality, pane, reference, threshold } = input;
  const labelled = countOf(labelledTotals(quality));
  const estimates = estimateOf(reference, pane, threshold);
  return {
    startMs,
    endMs: startMs + stepMs,
    labelled,
    scored: estimates.state === 'estimated' ? estimates.n : 0,
    realised: realisedReading(quality, threshold).values,
    estimated: estimatedReading(estimates, labelled),
  };
}

function recordsOf(points: readonly QualityPoint[]): Record<EstimatedQualityId, TrackRecord> {
  const entries = ESTIMATED_QUALITY_IDS.map((id) => {
    const judged = points.flatMap(({ labelled, realised, estimated }): JudgedEstimate[] => {
      const [truth, estimate] = [realised[id], estimated[id]];
      if (labelled < ENOUGH_LABELS || truth === null || estimate === null) return [];
      return [{ estimated: estimate.value, lower: estimate.low, upper: estimate.high, realised: truth.value }];
    });
    return [id, trackRecord(judged)];
  });
  return Object.fromEntries(entries) as Record<EstimatedQualityId, TrackRecord>;
}
