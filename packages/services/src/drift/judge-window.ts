import {
  addReadable,
  type AlarmsToJudge,
  createPane,
  type DriftRuleSettings,
  evaluateWindow,
  gridOf,
  serviceOf,
  type FrozenReference,
  type ReadablePane,
} from '@leeway/drift';
import type { JudgedEvaluation } from './evaluation-row.ts';
import type { EvaluatorMemory } from './evaluator-memory.ts';
import { judgeService } from './judge-service.ts';

export type WindowInput = {
  reference: FrozenReference;
  settings: DriftRuleSettings;
  /** By start, in ms: the panes of the window and the one before it, as far as there are any. */
  panes: ReadonlyMap<number, ReadablePane>;
  windowEndMs: number;
  paneMs: number;
  windowPanes: number;
  memory: EvaluatorMemory;
  /** For models that are judged by learnt alarms. */
  alarms?: AlarmsToJudge | undefined;
};

/** Drift and service of one window, from its panes. Pure. */
export function judgeWindow(input: WindowInput): JudgedEvaluation & { memory: EvaluatorMemory } {
  const { reference, settings, panes, windowEndMs, paneMs, windowPanes, memory, alarms } = input;
  const windowStartMs = windowEndMs - windowPanes * paneMs;
  const window = createPane(gridOf(reference));
  for (let startMs = windowStartMs; startMs < windowEndMs; startMs += paneMs) {
    const pane = panes.get(startMs);
    if (pane !== undefined) addReadable(window, pane);
  }
  const drift = evaluateWindow({
    reference,
    pane: window,
    windowStartMs,
    windowEndMs,
    settings,
    memory: memory.drift,
    alarms,
  });
  const leaving = panes.get(windowStartMs - paneMs);
  const { service, memory: serviceMemory } = judgeService({
    window,
    leaving: leaving === undefined ? null : serviceOf(leaving),
    paneMs,
    windowPanes,
    memory: memory.service,
  });
  return {
    evaluation: drift.evaluation,
    service,
    memoryBefore: memory,
    memory: { referenceId: reference.id, drift: drift.memory, service: serviceMemory },
  };
}
