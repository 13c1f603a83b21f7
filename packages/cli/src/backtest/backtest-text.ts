import { textTable } from '../text-table.ts';
import type { BacktestWindow } from './backtest-window.ts';

const MOST_FEATURES = 5;

/** A line for every window that is not calm, and how many of each verdict there were. */
export function backtestText(windows: readonly BacktestWindow[], notes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of windows) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const lines = windows
    .filter(({ verdict }) => verdict === 'warning' || verdict === 'critical')
    .map(({ start, end, n, verdict, features }) => [start, end, String(n), verdict, elevated(features)]);
  const total = `${windows.length} windows: ${[...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')}.`;
  const table = lines.length === 0 ? [] : [textTable([['from', 'to', 'rows', 'verdict', 'features'], ...lines])];
  return [...notes, ...table, total].join('\n');
}

function elevated(features: BacktestWindow['features']): string {
  const names = Object.entries(features)
    .filter(([, { verdict }]) => verdict === 'warning' || verdict === 'critical')
    .map(([name, { evidence }]) =>
      evidence.length === 0 ? name : `${name} (${[...new Set(evidence.map(({ by }) => by))].join(', ')})`,
    );
  return (
    names.slice(0, MOST_FEATURES).join(', ') +
    (names.length > MOST_FEATURES ? ` and ${names.length - MOST_FEATURES} more` : '')
  );
}
