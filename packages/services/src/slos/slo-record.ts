import { SloCalendar, SloSpec, type SliKind, type SloDocument } from '@leeway/slo';
import type { SloModel } from '@leeway/store';

/** A stored SLO with its spec read back through the schema. */
export type SloRecord = {
  id: string;
  modelId: string;
  name: string;
  description: string;
  kind: SliKind;
  spec: SloSpec;
  target: number;
  windowDays: number;
  /** Null = the window rolls. */
  calendar: SloCalendar | null;
  version: number;
};

/** Throws when the stored spec does not fit this version's schema: a programmer's error, since only saves write it. */
export function toSloRecord(row: SloModel): SloRecord {
  const spec = SloSpec.parse(row.spec);
  const calendar = SloCalendar.nullable().parse(row.calendar);
  const { id, modelId, name, description, target, windowDays, version } = row;
  return { id, modelId, name, description, kind: spec.kind, spec, target, windowDays, calendar, version };
}

export function documentOf(record: SloRecord): SloDocument {
  const { modelId, name, description, target, windowDays, calendar, spec } = record;
  return { modelId, name, description, target, windowDays, ...(calendar === null ? {} : { calendar }), spec };
}
