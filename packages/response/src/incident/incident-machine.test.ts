import { describe, expect, it } from 'vitest';
import { INCIDENT_EVENTS, stepIncident, type IncidentEvent } from './incident-machine.ts';
import { INCIDENT_STATES, type IncidentState } from './incident-state.ts';

const supersede = 'supersede-proposals';
const TABLE: [IncidentState, IncidentEvent, string, string[]][] = [
  ['triggered', 'acknowledge', 'acknowledged', []],
  ['triggered', 'mitigate', 'mitigated', [supersede]],
  ['triggered', 'recur', 'unchanged', []],
  ['triggered', 'resolve', 'resolved', [supersede]],
  ['acknowledged', 'acknowledge', 'refused', []],
  ['acknowledged', 'mitigate', 'mitigated', [supersede]],
  ['acknowledged', 'recur', 'unchanged', []],
  ['acknowledged', 'resolve', 'resolved', [supersede]],
  ['mitigated', 'acknowledge', 'refused', []],
  ['mitigated', 'mitigate', 'unchanged', []],
  ['mitigated', 'recur', 'resolved', [supersede, 'open-linked']],
  ['mitigated', 'resolve', 'resolved', [supersede]],
  ['resolved', 'acknowledge', 'refused', []],
  ['resolved', 'mitigate', 'unchanged', []],
  ['resolved', 'recur', 'unchanged', ['open-linked']],
  ['resolved', 'resolve', 'refused', []],
];

describe('stepIncident', () => {
  it.each(TABLE)('%s + %s → %s', (state, event, next, effects) => {
    const step = stepIncident(state, event);
    expect(step.kind === 'moved' ? step.next : step.kind).toBe(next);
    expect(step.kind === 'refused' ? [] : step.effects).toEqual(effects);
  });

  it('has a line above for every state and event', () => {
    const pairs = INCIDENT_STATES.flatMap((state) => INCIDENT_EVENTS.map((event) => `${state} ${event}`));
    expect(TABLE.map(([state, event]) => `${state} ${event}`).toSorted()).toEqual(pairs.toSorted());
  });

  it('never leaves resolved: what comes back is a new incident', () => {
    for (const event of INCIDENT_EVENTS) expect(stepIncident('resolved', event).kind).not.toBe('moved');
  });
});
