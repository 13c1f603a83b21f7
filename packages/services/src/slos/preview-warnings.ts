import {
  formatMinutes,
  formatPercent,
  formatWindow,
  policyIssues,
  SHORT_HISTORY,
  windowInShort,
  type SloDraft,
  type WindowCounts,
} from '@leeway/slo';
import type { PreviewWarning } from './slo-views.ts';

/** What speaks against a draft, most important first. */
export function previewWarnings(
  draft: SloDraft,
  window: WindowCounts,
  history: { share: number; minutes: number },
): PreviewWarning[] {
  const warnings: PreviewWarning[] = policyIssues(draft).map((issue) => {
    const row = draft.spec.alerting.rows[issue.row];
    const name = row === undefined ? '' : `${formatWindow(row.longMinutes)} / ${formatWindow(row.shortMinutes)}: `;
    return { kind: issue.field === 'burnAbove' ? 'unreachable' : 'too-long', text: `${name}${issue.message}` };
  });
  const total = window.good + window.bad;
  if (total === 0) {
    warnings.push({
      kind: 'no-data',
      text: 'Nothing was measured yet for this model, so there is nothing to run it over.',
    });
    return warnings;
  }
  const achieved = window.good / total;
  if (achieved < draft.target)
    warnings.push({
      kind: 'above-history',
      text:
        `The target is above what was measured: ${formatPercent(achieved, 2)} were good. ` +
        'It starts with its budget overspent.',
    });
  if (history.share < SHORT_HISTORY)
    warnings.push({
      kind: 'short-history',
      text:
        `The history goes back ${formatMinutes(history.minutes)} of ${windowInShort(draft)}. ` +
        'The budget is reckoned from that and will move a lot.',
    });
  if (draft.spec.alerting.rows.length === 0 && draft.spec.alerting.noDataMinutes === null)
    warnings.push({ kind: 'no-alerts', text: 'Nobody is told when this budget burns.' });
  return warnings;
}
