import { judgeByThresholds } from './calibrated-thresholds.ts';
import type { VerdictRule } from './verdict-rule.ts';

export const fixedThresholds: VerdictRule = {
  label: 'Fixed thresholds',
  explanation:
    'A metric is critical beyond its conventional threshold in 2 of 3 windows, however few events there are: what many ' +
    'tools do. Small windows and bursts make it fire by chance.',
  judge: (window) => judgeByThresholds(window, null),
};
