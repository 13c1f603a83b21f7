import type { OverviewView } from '@leeway/services';
import { plural } from '../../ui/format/format-number.ts';

/** The first page's h1: what is open, in counts; never a greeting. */
export function headline(counts: OverviewView['counts']): string {
  const parts = [
    counts.openIncidents === 0 ? '' : `${plural(counts.openIncidents, 'incident')} open`,
    counts.waitingApprovals === 0 ? '' : `${plural(counts.waitingApprovals, 'approval')} waiting`,
    counts.burningBudgets === 0 ? '' : `${plural(counts.burningBudgets, 'budget')} burning`,
  ].filter((part) => part !== '');
  if (parts.length === 0) return 'No incident open, nothing waiting';
  // Lines break between the counts, never inside one.
  return parts.map((part) => part.replaceAll(' ', '\u00a0')).join(', ');
}

/** How much of the fleet is measured. What does not report is unknown, and said so. */
export function reportingLine(counts: OverviewView['counts']): string {
  const unknown = counts.modelsTotal - counts.modelsReporting;
  const reporting = `${counts.modelsReporting} of ${plural(counts.modelsTotal, 'model')} reporting`;
  return unknown === 0 ? reporting : `${reporting} · ${unknown} unknown`;
}
