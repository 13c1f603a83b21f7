import type { NeedItem } from './overview-view.ts';

function severityRank(item: NeedItem): number {
  if (item.kind === 'approval') return 1;
  return item.severity === 'critical' ? 0 : 2;
}

/** When it began to need somebody. Budgets have no moment of their own: they come after what has one. */
function sinceMs(item: NeedItem): number {
  switch (item.kind) {
    case 'incident':
      return item.incident.openedAtMs;
    case 'approval':
      return item.remediation.proposedAtMs;
    case 'budget':
      return Number.MAX_SAFE_INTEGER;
  }
}

/** Severe first, then oldest. An approval ranks between critical and warning: somebody waits, and it expires. */
export function orderNeeds(items: readonly NeedItem[]): NeedItem[] {
  return items.toSorted((a, b) => severityRank(a) - severityRank(b) || sinceMs(a) - sinceMs(b));
}
