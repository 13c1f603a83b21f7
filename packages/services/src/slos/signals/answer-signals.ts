import { decodeQualityPane, labelledTotals, type QualityPane } from '@leeway/drift';
import { MINUTE_MS, minuteOf, noSignals, spreadOverMinutes, type MinuteRange } from '@leeway/slo';
import { labelledPanesBefore, readModelMinutes, type Db, type ModelMinute, type Tx } from '@leeway/store';
import { rightAnswers } from '../../models/answers/right-answers.ts';
import { binaryInput } from '../../models/binary-input.ts';
import { newestFirst } from './newest-first.ts';
import type { SignalModel } from './signal-model.ts';

/** Scores of at least this much are a yes where predictions carried no answer of their own. */
const THRESHOLD = 0.5;

type Answers = { right: number; wrong: number };

/** Events of each minute, and those of them whose label came, by whether they were right. */
export async function answerSignals(db: Db | Tx, model: SignalModel, input: MinuteRange): Promise<ModelMinute[]> {
  const range = { modelId: model.id, fromMs: input.fromMs, toMs: input.toMs };
  const events = await readModelMinutes(db, { ...range, thresholdMs: null });
  const minutes = new Map(events.map((minute) => [minute.minuteMs, { ...minute, answers: { right: 0, wrong: 0 } }]));
  // Numbers are more or less right, never just right.
  if (model.task === 'regression') return [...minutes.values()];
  // A labelled pane that begins before the range may still reach into it.
  const reach = { fromMs: input.fromMs - model.paneMs, toMs: input.toMs };
  const cutMs = await newestFirst(
    reach,
    (page) => labelledPanesBefore(db, { modelId: model.id, task: model.task, ...page }),
    ({ startMs, counts }) => {
      const { right, wrong } =
        model.task === 'binary' ? binaryAnswers(decodeQualityPane(counts)) : rightAnswers(counts);
      for (const part of spreadOverMinutes({ startMs, lengthMs: model.paneMs }, [right, wrong])) {
        if (part.minuteMs < input.fromMs || part.minuteMs >= input.toMs) continue;
        const minute = minutes.get(part.minuteMs) ?? { ...noSignals(), minuteMs: part.minuteMs };
        const [more = 0, worse = 0] = part.counts;
        minute.answers = { right: minute.answers.right + more, wrong: minute.answers.wrong + worse };
        minutes.set(part.minuteMs, minute);
      }
    },
  );
  const fromMs = cutMs === null ? input.fromMs : minuteOf(cutMs + model.paneMs) + MINUTE_MS;
  return [...minutes.values()].filter(({ minuteMs }) => minuteMs >= fromMs);
}

/** By the model's own answers where it gave any, else by its scores. */
function binaryAnswers(pane: QualityPane): Answers {
  const own = {
    right: pane.truePositive + pane.trueNegative,
    wrong: pane.falsePositive + pane.falseNegative,
  };
  const { positives, negatives } = labelledTotals(pane);
  if (own.right + own.wrong > 0 || positives + negatives === 0) return own;
  const { confusion } = binaryInput(pane, THRESHOLD);
  return { right: confusion.tp + confusion.tn, wrong: confusion.fp + confusion.fn };
}
