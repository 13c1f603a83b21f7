import type { Db } from '@leeway/store';
import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { authorize } from '../../people/authorize.ts';
import { countPendingLabels } from '../count-pending-labels.ts';
import type { ModelRangeInput } from '../range-input.ts';
import { requireModel } from '../require-model.ts';
import { taskOf } from '../task-of.ts';
import { roundStepMs } from '../time-steps.ts';
import type { AnswerPoint, AnswerQualityView } from './answer-quality-view.ts';
import { createAnswerTally, type AnswerTally } from './answer-tally.ts';

const MAX_POINTS = 300;
const BATCH = 2_000;

type Stretch = { modelId: string; task: AnswerQualityView['task']; fromMs: number; toMs: number };

/** Realised performance of a model that does not answer yes or no, as far as labels have come. */
export async function getAnswerQuality({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ModelRangeInput;
}): Promise<AnswerQualityView> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const model = await requireModel(db, input.modelId);
  const task = taskOf(model);
  if (task === 'binary') throw new ServiceError('invalid', 'This model answers one of two classes.');
  const stretch = { ...input, task };
  const stepMs = roundStepMs(input.toMs - input.fromMs, MAX_POINTS, model.paneMs);
  const { total, buckets } = await tallies(db, stretch, stepMs);
  const metrics = total.read().map(({ id, definition, reading, value }) => ({
    id,
    label: definition.label,
    formula: definition.formula,
    unit: definition.unit,
    direction: definition.direction,
    value,
    reason: reading.state === 'undefined' ? reading.reason : null,
  }));
  return {
    task,
    points: [...buckets].map(([startMs, tally]) => pointOf(startMs, stepMs, tally)),
    metrics,
    labelled: total.labelled,
    ...total.facts(),
    coverage: { labelled: total.labelled, events: await eventsOf(db, stretch, model.activeReferenceId) },
    pendingLabels: await countPendingLabels(db, model.id),
    labelDelayMs: model.labelDelayMs,
  };
}

/** Some thousand panes at a time: a long range of short panes is not held in memory. */
async function tallies(
  db: Db,
  { modelId, task, fromMs, toMs }: Stretch,
  stepMs: number,
): Promise<{ total: AnswerTally; buckets: Map<number, AnswerTally> }> {
  const total = createAnswerTally(task);
  const buckets = new Map<number, AnswerTally>();
  for (let skip = 0; ; skip += BATCH) {
    const rows = await db.answerPane.findMany({
      where: { modelId, task, startAt: { gte: new Date(fromMs), lt: new Date(toMs) } },
      orderBy: [{ startAt: 'asc' }, { version: 'asc' }],
      select: { startAt: true, counts: true, centre: true, scale: true },
      take: BATCH,
      skip,
    });
    for (const row of rows) {
      const startMs = Math.floor(row.startAt.getTime() / stepMs) * stepMs;
      const bucket = buckets.get(startMs) ?? createAnswerTally(task);
      buckets.set(startMs, bucket);
      bucket.add(row);
      total.add(row);
    }
    if (rows.length < BATCH) return { total, buckets };
  }
}

function pointOf(startMs: number, stepMs: number, tally: AnswerTally): AnswerPoint {
  const values = tally.read().flatMap(({ id, value }) => (value === null ? [] : [[id, value] as const]));
  return { startMs, endMs: startMs + stepMs, labelled: tally.labelled, values: Object.fromEntries(values) };
}

async function eventsOf(db: Db, { modelId, fromMs, toMs }: Stretch, referenceId: string | null): Promise<number> {
  const reference = await db.reference.findUnique({ where: { id: referenceId ?? '' }, select: { gridId: true } });
  if (reference === null) return 0;
  const startAt = { gte: new Date(fromMs), lt: new Date(toMs) };
  const { _sum: sum } = await db.pane.aggregate({
    where: { modelId, gridId: reference.gridId, slice: '', startAt },
    _sum: { n: true },
  });
  return sum.n ?? 0;
}
