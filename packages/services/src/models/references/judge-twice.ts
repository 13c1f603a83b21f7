import {
  type DriftRuleSettings,
  type FrozenReference,
  type Pane,
  regridPane,
  type WindowEvaluation,
} from '@leeway/drift';
import { readEvaluatorMemory } from '../../drift/evaluator-memory.ts';
import { judgeWindow } from '../../drift/judge-window.ts';

export type WindowsToJudge = {
  /** Counted on the grid of `active`. */
  panes: ReadonlyMap<number, Pane>;
  /** Ends of the windows, oldest first; the first `warmUp` are judged for what they leave in memory. */
  firstEndMs: number;
  lastEndMs: number;
  warmUp: number;
  paneMs: number;
  windowPanes: number;
  settings: DriftRuleSettings;
};

/** The same windows under two references; `errorShares` by feature of the other one, in the newest window. */
export type JudgedTwice = {
  now: WindowEvaluation[];
  after: WindowEvaluation[];
  errorShares: (number | null)[];
};

/** Windows one after another as the evaluator judges them, with its memory from one to the next. */
export function judgeTwice(active: FrozenReference, other: FrozenReference, windows: WindowsToJudge): JudgedTwice {
  const carried = [...windows.panes].map(([startMs, pane]) => ({ startMs, ...regridPane(pane, active.grid, other) }));
  const newestFromMs = windows.lastEndMs - windows.windowPanes * windows.paneMs;
  const newest = carried.filter(({ startMs }) => startMs >= newestFromMs && startMs < windows.lastEndMs);
  return {
    now: judgeAll(active, windows.panes, windows),
    after: judgeAll(other, new Map(carried.map(({ startMs, pane }) => [startMs, pane])), windows),
    errorShares: other.features.map((_, index) => largest(newest.map(({ errorShares }) => errorShares[index] ?? null))),
  };
}

/** Null where nothing was carried over. A window is off by no more than the worst of its panes. */
function largest(shares: readonly (number | null)[]): number | null {
  const known = shares.filter((share) => share !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function judgeAll(
  reference: FrozenReference,
  panes: ReadonlyMap<number, Pane>,
  { firstEndMs, lastEndMs, warmUp, paneMs, windowPanes, settings }: WindowsToJudge,
): WindowEvaluation[] {
  const evaluations: WindowEvaluation[] = [];
  let memory = readEvaluatorMemory(null, reference.id);
  for (let windowEndMs = firstEndMs; windowEndMs <= lastEndMs; windowEndMs += paneMs) {
    const judged = judgeWindow({ reference, settings, panes, windowEndMs, paneMs, windowPanes, memory });
    ({ memory } = judged);
    evaluations.push(judged.evaluation);
  }
  return evaluations.slice(warmUp);
}
