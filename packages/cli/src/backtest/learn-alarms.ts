import {
  addPaneCells,
  alarmCells,
  alarmFeatureOf,
  countEvent,
  createPane,
  historyProblem,
  learnFeatureAlarm,
  type AlarmFeature,
  type AlarmSettings,
  type FeatureAlarm,
  type FrozenReference,
  type Pane,
} from '@leeway/drift';
import type { TableColumns } from '@leeway/tables';
import type { CliIo } from '../command.ts';
import { backtestRows } from './backtest-rows.ts';
import type { TimedReference } from './read-reference.ts';

const HOUR_MS = 3_600_000;
/** Counts of all features and steps, of 4 bytes each. */
const MOST_CELLS = 128_000_000;

export type LearntFeature = { layoutIndex: number; alarm: FeatureAlarm };
type Counted = { layoutIndex: number; feature: AlarmFeature; counts: Uint32Array };

/** Why a reference cannot be learnt from; null when it can. */
export function learningProblem(timed: TimedReference, stepMs: number, settings: AlarmSettings): string | null {
  const { span, reference } = timed;
  if (span === null) return 'the reference has no times';
  const shape = stretchOf(span, stepMs);
  const cells = reference.grid.cellCount * shape.steps;
  if (cells > MOST_CELLS) return `${shape.steps} steps of the reference take too much memory: take longer windows`;
  return historyProblem({ ...shape, counts: new Uint32Array(0) }, settings);
}

function stretchOf(span: { fromMs: number; toMs: number }, stepMs: number) {
  const startMs = Math.floor(span.fromMs / HOUR_MS) * HOUR_MS;
  return { startMs, stepMs, steps: Math.floor((span.toMs - startMs) / stepMs) + 1 };
}

/** Reads the reference once more, counting it step by step, and learns how every feature behaves by itself. */
export async function learnAlarms(
  input: { source: string; columns: TableColumns; io: CliIo },
  { reference, span }: TimedReference,
  stepMs: number,
  settings: AlarmSettings,
): Promise<LearntFeature[]> {
  const stretch = stretchOf(span ?? { fromMs: 0, toMs: 0 }, stepMs);
  const counted = reference.grid.layouts.flatMap((layout): Counted[] => {
    const feature = alarmFeatureOf(layout);
    if (feature === undefined) return [];
    const counts = new Uint32Array(stretch.steps * alarmCells(feature).width);
    return [{ layoutIndex: layout.index, feature, counts }];
  });
  const { rows, end } = backtestRows(input.source, input.columns, input.io);
  let pane: Pane | undefined;
  let step = -1;
  const flush = () => {
    if (pane === undefined) return;
    for (const { layoutIndex, feature, counts } of counted)
      addLayout(reference, layoutIndex, feature, { pane, counts, step });
  };
  try {
    for await (const row of rows) {
      const at = Math.floor(((row.timeMs ?? 0) - stretch.startMs) / stepMs);
      if (at !== step || pane === undefined) {
        flush();
        pane = createPane(reference.grid);
        step = at;
      }
      countEvent(pane, reference.grid, row);
    }
    flush();
  } finally {
    end();
  }
  return counted.map(({ layoutIndex, feature, counts }) => ({
    layoutIndex,
    alarm: learnFeatureAlarm(feature, { ...stretch, counts }, { features: counted.length, settings }),
  }));
}

function addLayout(
  { grid }: FrozenReference,
  layoutIndex: number,
  feature: AlarmFeature,
  { pane, counts, step }: { pane: Pane; counts: Uint32Array; step: number },
): void {
  const layout = grid.layouts[layoutIndex];
  if (layout !== undefined) addPaneCells(layout, feature, pane.counts, counts, step * alarmCells(feature).width);
}
