import { COMMAND_ACTIONS, CommandParameters, type CommandAction, type ModelStateEvent } from '@leeway/contracts';
import { describe, expect, it } from 'vitest';
import type { PlanFacts } from '../action-definition.ts';
import { planRemediation } from '../plan-remediation.ts';
import { rowsNow } from '../rows-now.ts';
import { ACTIONS, actionDefinition } from './index.ts';

const STATE: ModelStateEvent = {
  id: 's1',
  model: 'demo',
  time: 1_000,
  version: 'v2',
  traffic: { v1: 0, v2: 1 },
  versions: [
    { version: 'v1', trainedOn: '2015', createdAt: 1 },
    { version: 'v2', trainedOn: '2016', createdAt: 2 },
  ],
  pipeline: 'p2',
  pipelines: ['p1', 'p2'],
  threshold: 0.5,
  paused: false,
  fallback: false,
};
const FACTS: PlanFacts = {
  model: { id: 'demo', environment: 'production', tier: 1 },
  evidence: { signal: 'drift', diagnosis: { cause: 'broken-feed', text: '', confidence: 'high' } },
  changes: [],
  eventsSinceBegan: 78_800,
  eventsPerSecond: 38.4,
  labelledSinceBegan: 20_000,
  referenceId: 'ref-1',
};
const EXAMPLES: { [A in CommandAction]: Record<string, unknown> } = {
  'set-version': { version: 'v1' },
  'set-pipeline': { pipeline: 'p1' },
  'shift-traffic': { traffic: { v1: 1, v2: 0 } },
  'fall-back': { enabled: true },
  'adjust-threshold': { threshold: 0.6 },
  retrain: { recentRows: 5_000 },
  pause: { paused: true },
};
function plan(action: CommandAction, parameters: Record<string, unknown>, state = STATE) {
  return planRemediation({ action, parameters, state, facts: FACTS, verifyWithinMs: 300_000 });
}

describe('every action', () => {
  it('is registered for each command of the contract, and no other', () => {
    expect(Object.keys(ACTIONS).toSorted()).toEqual([...COMMAND_ACTIONS].toSorted());
  });

  it.each(COMMAND_ACTIONS)('%s: takes the parameters of the contract', (action) => {
    expect(ACTIONS[action].parameters).toBe(CommandParameters[action]);
    expect(plan(action, { nonsense: true })).toEqual({ ok: false, reason: `The parameters do not fit ${action}.` });
  });

  it.each(COMMAND_ACTIONS)('%s: shows a change, and everything an approver has to know', (action) => {
    const result = plan(action, EXAMPLES[action]);
    if (!result.ok) throw new Error(result.reason);
    const { planned } = result;
    expect(planned.plan.rows.filter(({ changes }) => changes).length).toBeGreaterThan(0);
    for (const row of planned.plan.rows) expect(row.changes).toBe(row.before !== row.after);
    for (const text of [planned.title, planned.plan.blastRadius, planned.plan.notUndone, planned.plan.ifItFails])
      expect(text.length).toBeGreaterThan(5);
    expect(planned.plan.verification.windowsNeeded).toBeGreaterThan(1);
  });

  it.each(COMMAND_ACTIONS.filter((action) => action !== 'retrain'))(
    '%s: is refused where it would change nothing',
    (action) => {
      const definition = actionDefinition(action);
      const after = definition.after(EXAMPLES[action] as never, STATE);
      expect(plan(action, EXAMPLES[action], after)).toEqual({ ok: false, reason: 'It would change nothing.' });
      expect(rowsNow({ action, parameters: EXAMPLES[action], state: after, planned: [] })).toBeNull();
    },
  );

  it.each(COMMAND_ACTIONS)('%s: suggests only what can be planned', (action) => {
    const suggestion = actionDefinition(action).suggest(STATE, FACTS);
    if (suggestion.ok) expect(plan(action, suggestion.parameters).ok).toBe(true);
    else expect(suggestion.reason.length).toBeGreaterThan(10);
  });

  it.each(COMMAND_ACTIONS)('%s: gives the same rows again from the same state', (action) => {
    const result = plan(action, EXAMPLES[action]);
    if (!result.ok) throw new Error(result.reason);
    const { rows } = result.planned.plan;
    const later = { ...STATE, id: 's2', time: 9_999 };
    expect(rowsNow({ action, parameters: EXAMPLES[action], state: later, planned: rows })).toEqual(rows);
  });
});

describe('rolling back', () => {
  it.each([
    ['set-version', { ...STATE, version: 'v1' }],
    ['set-pipeline', { ...STATE, pipeline: 'p1' }],
    ['shift-traffic', { ...STATE, version: 'v1' }],
  ] as const)('%s: proposes nothing when there is no earlier release', (action, state) => {
    expect(actionDefinition(action).suggest(state, FACTS).ok).toBe(false);
  });

  it('goes back to what the release replaced, not just to the one before it in the list', () => {
    const state = { ...STATE, pipeline: 'p3', pipelines: ['p1', 'p2', 'p3'] };
    const replaced = {
      kind: 'deploy',
      title: '',
      actor: '',
      fromValue: 'p1',
      toValue: 'p3',
      atMs: 0,
      id: 'c',
    } as const;
    expect(ACTIONS['set-pipeline'].suggest(state, { ...FACTS, changes: [replaced] })).toEqual({
      ok: true,
      parameters: { pipeline: 'p1' },
    });
    expect(ACTIONS['set-pipeline'].suggest(state, FACTS)).toEqual({ ok: true, parameters: { pipeline: 'p2' } });
  });

  it('never goes to a release that cannot be served or that is the present one', () => {
    const gone = { kind: 'deploy', title: '', actor: '', fromValue: 'p0', toValue: 'p2', atMs: 0, id: 'c' } as const;
    const same = { ...gone, fromValue: 'p2' };
    for (const changes of [[gone], [same]])
      expect(ACTIONS['set-pipeline'].suggest(STATE, { ...FACTS, changes })).toEqual({
        ok: true,
        parameters: { pipeline: 'p1' },
      });
  });

  it('shows now and after of the whole reported state, changes first', () => {
    const result = plan('set-pipeline', { pipeline: 'p1' });
    expect(result.ok && result.planned.plan.rows).toEqual([
      { label: 'Feature pipeline', before: 'p2', after: 'p1', changes: true },
      { label: 'Version', before: 'v2', after: 'v2', changes: false },
      { label: 'Traffic to v2', before: '100 %', after: '100 %', changes: false },
      { label: 'Decision threshold', before: '0.5', after: '0.5', changes: false },
      { label: 'Fallback', before: 'off', after: 'off', changes: false },
      { label: 'Paused', before: 'no', after: 'no', changes: false },
    ]);
    expect(result.ok && result.planned.title).toBe('Roll the feature pipeline back to p1');
    expect(result.ok && result.planned.plan.notUndone).toBe('78 800 predictions served since it began stay served.');
  });

  it('names every version that loses or gains traffic', () => {
    const result = plan('shift-traffic', { traffic: { v1: 1, v2: 0 } });
    expect(result.ok && result.planned.plan.rows.filter(({ changes }) => changes)).toEqual([
      { label: 'Version', before: 'v2', after: 'v1', changes: true },
      { label: 'Traffic to v1', before: '0 %', after: '100 %', changes: true },
      { label: 'Traffic to v2', before: '100 %', after: '0 %', changes: true },
    ]);
  });

  it('retrains only where enough labels are, and says that the reference changes too', () => {
    expect(ACTIONS.retrain.suggest(STATE, { ...FACTS, labelledSinceBegan: 4_999 }).ok).toBe(false);
    const result = plan('retrain', { recentRows: 5_000 });
    expect(result.ok && result.planned.plan.rows).toContainEqual({
      label: 'Reference',
      before: 'ref-1',
      after: 'frozen anew from traffic after the change',
      changes: true,
    });
    expect(result.ok && result.planned.plan.verification.signal).toBe('quality');
  });
});
