import type { EvidenceRow } from '../incident/incident-state.ts';
import { listNames } from './list-names.ts';
import { metricName, metricValue } from './metric-words.ts';
import type { RelatedChange } from './related-change.ts';
import { sayRelation } from './say-duration.ts';

function subject(row: EvidenceRow): string {
  if (row.metric === 'slowShare') return 'The share of slow answers';
  if (row.metric === 'errorShare') return 'The share of failed answers';
  const name = metricName(row.metric);
  return `${name[0]?.toUpperCase() ?? ''}${name.slice(1)} of ${row.feature}`;
}

/** One sentence on the worst row with its threshold, one on when it began and what was done just before. */
export function findingSentence(input: {
  rows: readonly EvidenceRow[];
  beganMs: number;
  precisionMs: number;
  cause: RelatedChange | null;
}): string {
  const [worst, ...others] = input.rows;
  if (worst === undefined) return '';
  const threshold = worst.critical === null ? '' : `, critical ${metricValue(worst.metric, worst.critical)}`;
  const detail = worst.detail === undefined ? '' : ` (${worst.detail})`;
  const first = `${subject(worst)} is ${metricValue(worst.metric, worst.value)}${threshold}${detail}.`;
  const critical = [...new Set(others.filter(({ verdict }) => verdict === 'critical').map(({ feature }) => feature))];
  const second =
    critical.length === 0 ? '' : ` ${listNames(critical)} ${critical.length === 1 ? 'is' : 'are'} critical too.`;
  const third =
    input.cause === null
      ? ` It began at ${new Date(input.beganMs).toISOString().slice(11, 19)} UTC; no change is known from just before.`
      : ` It began ${sayRelation(input.beganMs, input.cause.atMs, input.precisionMs)} "${input.cause.title}".`;
  return `${first}${second}${third}`;
}
