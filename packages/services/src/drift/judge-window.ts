import {
  type AlarmsToJudge,
  type DriftRuleSettings,
  evaluateWindow,
  gridOf,
  sumPanes,
  type FrozenReference,
  type Pane,
} from '@leeway/drift';
import type { JudgedEvaluation } from './evaluation-row.ts';
import type { EvaluatorMemory } from './evaluator-memory.ts';
import { judgeService } from './judge-service.ts';

export type WindowInput = {
  reference: FrozenReference;
  settings: DriftRuleSettings;
  /** By start, in ms: the panes of the window and the one before it, as far as there are any. */
  panes: ReadonlyMap<number, Pane>;
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
  const parts: Pane[] = [];
  for (let startMs = windowStartMs; startMs < windowEndMs; startMs += paneMs) {
    const pane = panes.get(startMs);
    if (pane !== undefined) parts.push(pane);
  }
  const window = sumPanes(gridOf(reference), parts);
  const drift = evaluateWindow({
    reference,
    pane: window,
    windowStartMs,
    windowEndMs,
    settings,
    memory: memory.drift,
    alarms,
  });
  const { service, memory: serviceMemory } = judgeService({
    window,
    leaving: panes.get(windowStartMs - paneMs) ?? null,
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
