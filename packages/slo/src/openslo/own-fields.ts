import type { Metadata } from './v1/common.ts';

/** Type of a metric source that Leeway itself counts. */
export const OWN_SOURCE_TYPE = 'Leeway';

/** Annotations that carry what openslo/v1 has no field for. */
export const OWN_ANNOTATIONS = {
  model: 'leeway/model',
  /** Version of the SLO that was exported; for people. */
  version: 'leeway/version',
  minimumBad: 'leeway/minimum-bad',
  noDataMinutes: 'leeway/no-data-minutes',
  /** Minutes that `{{.window}}` stands for where Leeway asks by the minute. */
  rangeMinutes: 'leeway/range-minutes',
  /** Number of an alert row, from 1, on both of its AlertPolicies. */
  row: 'leeway/row',
  /** `long` or `short`: which of the two windows of its row an AlertPolicy is. */
  rowWindow: 'leeway/row-window',
} as const;
export type OwnAnnotation = keyof typeof OWN_ANNOTATIONS;

export function ownAnnotation(metadata: Metadata, field: OwnAnnotation): string | undefined {
  const { annotations } = metadata;
  const key = OWN_ANNOTATIONS[field];
  return annotations !== undefined && Object.hasOwn(annotations, key) ? annotations[key] : undefined;
}

const OWN_KEYS: ReadonlySet<string> = new Set(Object.values(OWN_ANNOTATIONS));

export function isOwnAnnotation(key: string): boolean {
  return OWN_KEYS.has(key);
}
