import {
  countAnswer,
  countPrediction,
  createAnswerPane,
  createRegressionPane,
  decodeAnswerPane,
  decodeRegressionPane,
  encodeAnswerPane,
  encodeRegressionPane,
  labelledAnswers,
  type RegressionScale,
} from '@leeway/drift';
import type { Tx } from '../client.ts';
import { pairsByPane, type LabelledPair } from './labelled-pair.ts';

/** `scale`: what numbers are measured by unless the model has panes already; null = what the first pairs suggest. */
export type AnswerTask = { kind: 'multiclass' } | { kind: 'regression'; scale: RegressionScale | null };

type Counted = { n: number; counts: Uint8Array };

export async function addToAnswerPanes(
  tx: Tx,
  { modelId, task, paneMs }: { modelId: string; task: AnswerTask; paneMs: number },
  joined: readonly LabelledPair[],
): Promise<void> {
  const scale = task.kind === 'regression' ? await scaleOf(tx, modelId, task.scale, joined) : null;
  for (const { startAt, version, pairs } of pairsByPane(joined, paneMs)) {
    const where = { modelId, startAt, version, task: task.kind };
    const stored = await tx.answerPane.findUnique({ where: { modelId_startAt_version_task: where } });
    const { n, counts } = scale === null ? countClasses(stored, pairs) : countNumbers(stored, pairs, scale);
    const data = { n, counts: Buffer.from(counts), updatedAt: new Date() };
    await tx.answerPane.upsert({
      where: { modelId_startAt_version_task: where },
      create: { ...where, ...data, ...scale },
      update: data,
    });
  }
}

type Stored = { counts: Uint8Array } | null;

function countClasses(stored: Stored, pairs: readonly LabelledPair[]): Counted {
  const pane = stored === null ? createAnswerPane() : decodeAnswerPane(stored.counts);
  for (const { label, predicted } of pairs) countAnswer(pane, { label, answer: predicted });
  return { n: labelledAnswers(pane), counts: encodeAnswerPane(pane) };
}

function countNumbers(stored: Stored, pairs: readonly LabelledPair[], scale: RegressionScale): Counted {
  const pane = stored === null ? createRegressionPane() : decodeRegressionPane(stored.counts);
  for (const { label, predicted } of pairs) {
    const [actual, answer] = [numberOf(label), numberOf(predicted)];
    if (actual === null || answer === null) pane.unusable += 1;
    else countPrediction(pane, scale, actual, answer);
  }
  return { n: pane.count + pane.unusable, counts: encodeRegressionPane(pane) };
}

/** Panes of a model add up only when all are measured by the same: the first one decides, and a wish comes second. */
async function scaleOf(
  tx: Tx,
  modelId: string,
  wished: RegressionScale | null,
  pairs: readonly LabelledPair[],
): Promise<RegressionScale> {
  const first = await tx.answerPane.findFirst({
    where: { modelId, task: 'regression' },
    orderBy: { startAt: 'asc' },
    select: { centre: true, scale: true },
  });
  if (first !== null && first.centre !== null && first.scale !== null)
    return { centre: first.centre, scale: first.scale };
  return wished ?? suggestedScale(pairs.flatMap(({ label }) => numberOf(label) ?? []));
}

/** Mean and standard deviation; where all values are one, its size, or 1. */
function suggestedScale(values: readonly number[]): RegressionScale {
  const n = Math.max(1, values.length);
  const centre = values.reduce((sum, value) => sum + value / n, 0);
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2 / n, 0));
  const usable = [spread, Math.abs(centre), 1].find((scale) => scale > 0 && Number.isFinite(scale)) ?? 1;
  return { centre: Number.isFinite(centre) ? centre : 0, scale: usable };
}

function numberOf(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
