import { DriftRuleSettings } from './drift-rule-settings.ts';
import { judgeMultivariate } from './judge-multivariate.ts';
import { VERDICT_RULES } from './rules/index.ts';
import type { JudgedWindow, WindowToJudge } from './rules/verdict-rule.ts';
import { emptyVerdictMemory, type VerdictMemory } from './verdict-memory.ts';

export type EvaluateWindowInput = Omit<WindowToJudge, 'settings' | 'memory'> & {
  settings?: DriftRuleSettings;
  /** Of the previous window; null or absent for the first one. */
  memory?: VerdictMemory | null;
};

/**
 * Judges one window against its reference by the rule that the settings name. Windows come in order of their end; one
 * that is not later than the last is a re-scoring: it is judged on its own and leaves the memory as it was.
 */
export function evaluateWindow(input: EvaluateWindowInput): JudgedWindow {
  const { reference, pane, windowStartMs, windowEndMs, alarms } = input;
  if (pane.gridId !== reference.gridId)
    throw new RangeError(`pane of grid ${pane.gridId}, the reference's is ${reference.gridId}`);
  if (!(windowEndMs > windowStartMs)) throw new RangeError('a window ends after it starts');
  const settings = input.settings ?? DriftRuleSettings.parse({});
  const memory = input.memory ?? emptyVerdictMemory();
  const rule = VERDICT_RULES[settings.rule];
  const isRescoring = memory.lastWindowEndMs !== null && windowEndMs <= memory.lastWindowEndMs;
  const judge = (window: WindowToJudge): JudgedWindow => judgeMultivariate(window, rule.judge(window));
  if (!isRescoring) return judge({ reference, pane, windowStartMs, windowEndMs, settings, memory, alarms });
  const alone = { ...settings, hysteresis: { ...settings.hysteresis, confirmWindows: 1 } };
  const { evaluation } = judge({
    reference,
    pane,
    windowStartMs,
    windowEndMs,
    settings: alone,
    memory: emptyVerdictMemory(),
    alarms,
  });
  return { evaluation, memory };
}
