import { DAY_MS, HOUR_MS } from '../../alarms/alarm-counts.ts';
import type { AlarmSettings } from '../../alarms/alarm-rule-settings.ts';
import { historyProblem } from '../../alarms/learn-feature-alarm.ts';
import type { ReferenceProvenance } from '../../reference/reference-provenance.ts';
import type { AlarmStretch } from './alarm-histories.ts';
import { alarmLengths } from './alarm-lengths.ts';

/** `reference`: panes of the stretch that the reference was taken from; `own-days`: the model's first days. */
export type AlarmSource = 'reference' | 'own-days';
export type AlarmPlan = { source: AlarmSource; windowMs: number[]; stretch: AlarmStretch; days: number };

export type AlarmLearning =
  | { kind: 'refused'; problem: string }
  | { kind: 'waiting'; problem: string }
  | { kind: 'plan'; plan: AlarmPlan };

/** Rows by full day from a start on; a day counts 24 hours. */
export type DayRows = { startMs: number; rows: readonly number[] };

export type AlarmFacts = {
  provenance: Pick<ReferenceProvenance, 'fromMs' | 'toMs'>;
  paneMs: number;
  settings: AlarmSettings;
  /** Panes of the reference's own stretch; null where it has no times. */
  stretch: DayRows | null;
  /** Panes from the model's first one on, complete days only; null before the first. */
  own: DayRows | null;
  /** Times in which something was wrong. */
  incidents: readonly { fromMs: number; toMs: number }[];
};

/** Longer references are learnt from by their last four weeks: enough for weekends, and what panes are kept for. */
const MOST_DAYS = 28;
/** The model's own days are learnt from again when there are so many. */
const MORE_OWN_DAYS = [7, 14];

/** Where the stretch begins that a reference with times is learnt from. */
export function stretchStartMs({ fromMs, toMs }: { fromMs: number; toMs: number }): number {
  return Math.floor(Math.max(fromMs, toMs - MOST_DAYS * DAY_MS) / HOUR_MS) * HOUR_MS;
}

function planOfReference(facts: AlarmFacts, windowMs: number[], stepMs: number): AlarmLearning | null {
  const { fromMs, toMs } = facts.provenance;
  if (fromMs === undefined || toMs === undefined) return null;
  const startMs = stretchStartMs({ fromMs, toMs });
  const steps = Math.floor((toMs - startMs) / stepMs) + 1;
  const empty = { startMs, stepMs, steps, counts: new Uint32Array(0) };
  const problem = historyProblem(empty, { ...facts.settings, windowMs });
  if (problem !== null) return { kind: 'refused', problem };
  const days = facts.stretch?.rows.filter((rows) => rows > 0).length ?? 0;
  if (days < Math.floor(facts.settings.leastReferenceDays)) return null;
  return { kind: 'plan', plan: { source: 'reference', windowMs, stretch: { startMs, stepMs, steps }, days } };
}

function isCalm(startMs: number, incidents: AlarmFacts['incidents']): boolean {
  return !incidents.some(({ fromMs, toMs }) => fromMs < startMs + DAY_MS && toMs > startMs);
}

/** The first 14, 7 or fewest possible days that hold events and no incident; of incidents the whole day is left out. */
function planOfOwnDays({ own, incidents, settings }: AlarmFacts, windowMs: number[], stepMs: number): AlarmLearning {
  const usable = (own?.rows ?? []).flatMap((rows, day) =>
    own !== null && rows > 0 && isCalm(own.startMs + day * DAY_MS, incidents) ? [day] : [],
  );
  const least = Math.ceil(settings.leastReferenceDays);
  const wanted = [least, ...MORE_OWN_DAYS.filter((days) => days > least)].findLast((days) => days <= usable.length);
  const why = 'no panes of the time that the reference was taken from';
  if (own === null || wanted === undefined)
    return {
      kind: 'waiting',
      problem: `${why}: ${usable.length} of ${least} full days without an incident seen so far`,
    };
  const taken = usable.slice(0, wanted);
  const last = taken.at(-1) ?? 0;
  const leftOutDays = Array.from({ length: last }, (_, day) => day).filter((day) => !taken.includes(day));
  const stretch = { startMs: own.startMs, stepMs, steps: ((last + 1) * DAY_MS) / stepMs, leftOutDays };
  return { kind: 'plan', plan: { source: 'own-days', windowMs, stretch, days: wanted } };
}

/**
 * What alarms of a model can be learnt from: its reference's own stretch where enough days of panes of it are stored, else
 * the model's first days without an incident. A reference of fewer days than the settings ask for is refused.
 */
export function planAlarmLearning(facts: AlarmFacts): AlarmLearning {
  const lengths = alarmLengths(facts.settings.windowMs, facts.paneMs);
  if (lengths === null)
    return { kind: 'refused', problem: `no window length is a whole number of panes of ${facts.paneMs / 1_000} s` };
  const { windowMs, stepMs } = lengths;
  return planOfReference(facts, windowMs, stepMs) ?? planOfOwnDays(facts, windowMs, stepMs);
}
