import type { ModelStateEvent } from '@leeway/contracts';
import type { BeforeAfter } from './remediation-state.ts';

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
function yesNo(value: boolean): string {
  return value ? 'on' : 'off';
}
function row(label: string, before: string, after: string): BeforeAfter {
  return { label, before, after, changes: before !== after };
}

/** The card's rows from two reported states: what changes comes first, the rest says "unchanged" by being equal. */
export function beforeAfter(before: ModelStateEvent, after: ModelStateEvent): BeforeAfter[] {
  const versions = [...new Set([...Object.keys(before.traffic), ...Object.keys(after.traffic)])].filter(
    (version) => (before.traffic[version] ?? 0) > 0 || (after.traffic[version] ?? 0) > 0,
  );
  const rows = [
    row('Feature pipeline', before.pipeline, after.pipeline),
    row('Version', before.version, after.version),
    ...versions.map((version) =>
      row(`Traffic to ${version}`, percent(before.traffic[version] ?? 0), percent(after.traffic[version] ?? 0)),
    ),
    row('Decision threshold', String(before.threshold), String(after.threshold)),
    row('Fallback', yesNo(before.fallback), yesNo(after.fallback)),
    row('Paused', before.paused ? 'yes' : 'no', after.paused ? 'yes' : 'no'),
  ];
  return [...rows.filter(({ changes }) => changes), ...rows.filter(({ changes }) => !changes)];
}
