import { judgeLearnt } from '../learnt/judge-learnt.ts';
import { judgeByThresholds, tailsOf } from './calibrated-thresholds.ts';
import type { JudgedWindow, VerdictRule, WindowToJudge } from './verdict-rule.ts';

function judge(window: WindowToJudge): JudgedWindow {
  const { alarms } = window;
  if (alarms?.state === 'ready') return judgeLearnt(window, alarms, tailsOf(window));
  const { evaluation, memory } = judgeByThresholds(window, tailsOf(window));
  const reason = alarms?.reason ?? 'nothing was learnt for these windows';
  return {
    evaluation: { ...evaluation, judgedBy: { asked: 'learnt', rule: 'calibrated-thresholds', reason } },
    memory,
  };
}

export const learntAlarms: VerdictRule = {
  label: 'Learnt alarms',
  explanation:
    'The reference’s own windows teach how much a feature moves while nothing is wrong: daily and weekly rhythms, bursts, ' +
    'wandering means. Windows of 5 minutes to a day are judged at once, within a budget of false alarms a week. Needs ' +
    'three full days; until they are there, calibrated thresholds judge and every verdict says so.',
  judge,
};
