import type { IncidentState } from './incident-state.ts';

/** `recur` = the same signal is bad again; `mitigate` = it is good again, by a remediation or by itself. */
export const INCIDENT_EVENTS = ['acknowledge', 'mitigate', 'recur', 'resolve'] as const;
export type IncidentEvent = (typeof INCIDENT_EVENTS)[number];

/** `open-linked` = a new incident that points back to this one: an ended one is never rewritten. */
export type IncidentEffect = 'supersede-proposals' | 'open-linked';

export type IncidentStep =
  | { kind: 'moved'; next: IncidentState; effects: readonly IncidentEffect[] }
  | { kind: 'unchanged'; effects: readonly IncidentEffect[] }
  | { kind: 'refused'; reason: string };

function moved(next: IncidentState, ...effects: IncidentEffect[]): IncidentStep {
  return { kind: 'moved', next, effects };
}
function unchanged(...effects: IncidentEffect[]): IncidentStep {
  return { kind: 'unchanged', effects };
}
function refused(reason: string): IncidentStep {
  return { kind: 'refused', reason };
}

const TABLE: Record<IncidentState, Record<IncidentEvent, IncidentStep>> = {
  triggered: {
    acknowledge: moved('acknowledged'),
    mitigate: moved('mitigated', 'supersede-proposals'),
    recur: unchanged(),
    resolve: moved('resolved', 'supersede-proposals'),
  },
  acknowledged: {
    acknowledge: refused('It is acknowledged already.'),
    mitigate: moved('mitigated', 'supersede-proposals'),
    recur: unchanged(),
    resolve: moved('resolved', 'supersede-proposals'),
  },
  mitigated: {
    acknowledge: refused('It is mitigated already.'),
    mitigate: unchanged(),
    recur: moved('resolved', 'supersede-proposals', 'open-linked'),
    resolve: moved('resolved', 'supersede-proposals'),
  },
  resolved: {
    acknowledge: refused('It is resolved already.'),
    mitigate: unchanged(),
    recur: unchanged('open-linked'),
    resolve: refused('It is resolved already.'),
  },
};

export function stepIncident(state: IncidentState, event: IncidentEvent): IncidentStep {
  return TABLE[state][event];
}
