import {
  countAnswer,
  countPrediction,
  createAnswerPane,
  createRegressionPane,
  encodeAnswerPane,
  encodeRegressionPane,
} from '@leeway/drift';
import type { Db } from '@leeway/store';

const CLASSES = ['invoice', 'receipt', 'contract', 'letter'];
const SCALE = { centre: 30, scale: 10 };
const PER_PANE = 120;

/** Labelled answers of a model of several classes: the later, the more invoices are taken for receipts. */
function classCounts(random: () => number, age: number) {
  const pane = createAnswerPane();
  for (let row = 0; row < PER_PANE; row += 1) {
    const label = CLASSES[Math.floor(random() ** 2 * CLASSES.length)] ?? '';
    const wrong = label === 'invoice' ? 0.05 + 0.3 * (1 - age) : 0.06;
    const answer = random() < wrong ? (label === 'invoice' ? 'receipt' : 'letter') : label;
    countAnswer(pane, { label, answer });
  }
  return encodeAnswerPane(pane);
}

/** Minutes of delivery, estimated about half a minute too late, with now and then a large error. */
function numberCounts(random: () => number) {
  const pane = createRegressionPane();
  for (let row = 0; row < PER_PANE; row += 1) {
    const actual = 15 + 40 * random();
    const error = (random() + random() + random() - 1.4) * 6 + (random() < 0.02 ? 25 : 0);
    countPrediction(pane, SCALE, actual, actual + error);
  }
  return encodeRegressionPane(pane);
}

/** Labelled answers of the last `panes` panes of a model. */
export async function seedAnswers(
  db: Db,
  input: {
    modelId: string;
    task: 'multiclass' | 'regression';
    paneMs: number;
    panes: number;
    nowMs: number;
    random: () => number;
  },
): Promise<void> {
  const { modelId, task, paneMs, panes, nowMs, random } = input;
  const newest = Math.floor(nowMs / paneMs) * paneMs;
  const rows = Array.from({ length: panes }, (_, index) => {
    const counts = task === 'multiclass' ? classCounts(random, (index + 1) / panes) : numberCounts(random);
    const scale = task === 'multiclass' ? {} : SCALE;
    return {
      modelId,
      task,
      version: '',
      startAt: new Date(newest - (index + 1) * paneMs),
      n: PER_PANE,
      counts: new Uint8Array(counts),
      ...scale,
    };
  });
  await db.answerPane.createMany({ data: rows });
}
