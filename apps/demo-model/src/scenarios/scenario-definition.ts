import type { Change } from '../messages/change-message.ts';
import type { Population } from '../serving/served-row.ts';
import type { ScenarioRun } from '../state/demo-state.ts';
import type { ServingState } from '../state/serving-state.ts';

export type ScenarioStart = { ok: true; next: ServingState; change: Change | null } | { ok: false; reason: string };

/** Something that goes wrong on purpose. Pure: the director carries out what it says. */
export type ScenarioDefinition = {
  title: string;
  description: string;
  cure: string;
  /** Whose records are served while it runs. */
  population: Population;
  begin(serving: ServingState): ScenarioStart;
  isCured(serving: ServingState): boolean;
  /** What ends it when nobody cured it; null when there is nothing to take back. */
  undo(serving: ServingState, run: ScenarioRun): { next: ServingState; change: Change } | null;
};
