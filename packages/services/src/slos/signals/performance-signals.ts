import {
  addQualityPane,
  BINARY_METRICS,
  createQualityPane,
  decodeQualityPane,
  labelledTotals,
  type PerformanceReading,
} from '@leeway/drift';
import { MINUTE_MS, noSignals, sliceStartOf, type MinuteRange } from '@leeway/slo';
import { labelledPanesBefore, type Db, type LabelledPane, type ModelMinute, type Tx } from '@leeway/store';
import { createAnswerTally } from '../../models/answers/answer-tally.ts';
import { binaryInput } from '../../models/binary-input.ts';
import { newestFirst } from './newest-first.ts';
import type { SignalModel } from './signal-model.ts';

/** Scores of at least this much are a yes, as on the page of realised quality. */
const THRESHOLD = 0.5;

type Wanted = MinuteRange & { metric: string; sliceMinutes: number; minimumLabels: number };

/** Sums the labelled panes of one slice and reads one metric off the sum. */
type SliceTally = {
  add: (pane: LabelledPane) => void;
  labelled: () => number;
  read: (id: string) => PerformanceReading;
};

/** The metric of each slice, in every minute of it; null where labels are too few or the metric is not defined. */
export async function performanceSignals(db: Db | Tx, model: SignalModel, wanted: Wanted): Promise<ModelMinute[]> {
  const { metric, sliceMinutes, minimumLabels } = wanted;
  const sliceMs = sliceMinutes * MINUTE_MS;
  const slices = new Map<number, number | null>();
  let open: { startMs: number; tally: SliceTally } | null = null;
  const close = (): void => {
    if (open === null) return;
    const reading = open.tally.labelled() < minimumLabels ? null : open.tally.read(metric);
    slices.set(open.startMs, reading?.state === 'measured' ? reading.value : null);
  };
  const cutMs = await newestFirst(
    wanted,
    (page) => labelledPanesBefore(db, { modelId: model.id, task: model.task, ...page }),
    (pane) => {
      const startMs = sliceStartOf(pane.startMs, sliceMinutes);
      if (open?.startMs !== startMs) {
        close();
        open = { startMs, tally: tallyOf(model.task) };
      }
      open.tally.add(pane);
    },
  );
  close();
  if (cutMs !== null) slices.delete(sliceStartOf(cutMs, sliceMinutes));
  return minutesOfSlices(slices, sliceMs, wanted.toMs);
}

/** Every minute of every slice, with the slice's reading. */
export function minutesOfSlices(
  slices: ReadonlyMap<number, number | null>,
  sliceMs: number,
  untilMs: number,
): ModelMinute[] {
  return [...slices].flatMap(([startMs, reading]) => {
    const count = Math.max(0, Math.ceil((Math.min(startMs + sliceMs, untilMs) - startMs) / MINUTE_MS));
    return Array.from({ length: count }, (_, index) => ({
      ...noSignals(),
      minuteMs: startMs + index * MINUTE_MS,
      reading,
    }));
  });
}

function tallyOf(task: SignalModel['task']): SliceTally {
  if (task === 'binary') return binaryTally();
  const tally = createAnswerTally(task);
  return {
    add: (pane) => tally.add(pane),
    labelled: () => tally.labelled,
    read: (id) => tally.read().find((read) => read.id === id)?.reading ?? NO_SUCH_METRIC,
  };
}

const NO_SUCH_METRIC: PerformanceReading = { state: 'undefined', reason: 'models of this task have no such metric' };

function binaryTally(): SliceTally {
  const sum = createQualityPane();
  return {
    add: (pane) => addQualityPane(sum, decodeQualityPane(pane.counts)),
    labelled: () => {
      const { positives, negatives } = labelledTotals(sum);
      return positives + negatives;
    },
    read: (id) =>
      id in BINARY_METRICS
        ? BINARY_METRICS[id as keyof typeof BINARY_METRICS].read(binaryInput(sum, THRESHOLD))
        : NO_SUCH_METRIC,
  };
}
