import type { Pane } from '../../pane/pane.ts';
import type { FrozenReference } from '../../reference/frozen-reference.ts';
import type { DriftRuleSettings } from '../drift-rule-settings.ts';
import type { WindowEvaluation } from '../evaluation.ts';
import type { ReadyAlarms } from '../learnt/ready-alarms.ts';
import type { VerdictMemory } from '../verdict-memory.ts';

/** For the learnt rule: what to judge by, or in words why there is nothing yet. */
export type AlarmsToJudge = ReadyAlarms | { state: 'unlearnt'; reason: string };

export type WindowToJudge = {
  reference: FrozenReference;
  /** Sum of the window's panes over partitions and versions. */
  pane: Pane;
  windowStartMs: number;
  windowEndMs: number;
  settings: DriftRuleSettings;
  memory: VerdictMemory;
  alarms?: AlarmsToJudge | undefined;
};

export type JudgedWindow = { evaluation: WindowEvaluation; memory: VerdictMemory };

/** A way to come from counts to verdicts. Pure: what it must remember goes through the memory. */
export type VerdictRule = {
  label: string;
  /** For people: when this rule raises an alarm, and when it keeps still. */
  explanation: string;
  judge(window: WindowToJudge): JudgedWindow;
};
