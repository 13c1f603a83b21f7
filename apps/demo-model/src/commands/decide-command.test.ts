import { describe, expect, it } from 'vitest';
import { initialServing, type ServingState } from '../state/serving-state.ts';
import { decideCommand } from './decide-command.ts';
import { parseCommand } from './remediation-command.ts';

const entry = (version: string) => ({ version, trainedOn: '', createdAtMs: 1, kind: 'initial' as const });
const serving: ServingState = {
  ...initialServing([entry('v1'), entry('v2'), entry('v3')], 'v3'),
  pipeline: 'p2',
  pipelines: ['p1', 'p2'],
};

const decide = (action: string, parameters: Record<string, unknown>, notAfter = 1_000, from = serving) =>
  decideCommand(from, { remediationId: 'R1', model: 'm', action, parameters, notAfter, approvedBy: 'Ana' }, 1_000);

describe('decideCommand carries out', () => {
  it.each([
    ['set-version', { version: 'v2' }, { traffic: { v2: 1 } }, 'v3', 'v2'],
    ['set-pipeline', { pipeline: 'p1' }, { pipeline: 'p1' }, 'p2', 'p1'],
    [
      'shift-traffic',
      { traffic: { v2: 0.9, v3: 0.1, v1: 0 } },
      { traffic: { v2: 0.9, v3: 0.1 } },
      'v3',
      'v2 90 %, v3 10 %',
    ],
    ['fall-back', { enabled: true }, { fallback: true }, 'off', 'on'],
    ['adjust-threshold', { threshold: 0.7 }, { threshold: 0.7 }, '0.5', '0.7'],
    ['pause', { paused: true }, { paused: true }, 'off', 'on'],
  ])('%s', (action, parameters, changed, from, to) => {
    const decision = decide(action, parameters);
    expect(decision).toMatchObject({ kind: 'change', change: { from, to } });
    expect(decision.kind === 'change' && decision.next).toEqual({ ...serving, ...changed });
  });

  it('retrain, which needs more than a decision', () => {
    expect(decide('retrain', { recentRows: 5_000 })).toEqual({ kind: 'retrain', recentRows: 5_000 });
  });
});

describe('decideCommand answers "already so" and changes nothing', () => {
  it.each([
    ['set-version', { version: 'v3' }],
    ['set-pipeline', { pipeline: 'p2' }],
    ['shift-traffic', { traffic: { v3: 1, v2: 0 } }],
    ['fall-back', { enabled: false }],
    ['adjust-threshold', { threshold: 0.5 }],
    ['pause', { paused: false }],
  ])('%s', (action, parameters) => {
    expect(decide(action, parameters)).toMatchObject({
      kind: 'unchanged',
      message: expect.stringMatching(/^already so/u),
    });
  });
});

describe('decideCommand refuses', () => {
  it.each([
    ['an unknown version', 'set-version', { version: 'v9' }, 'version v9 is not known; there are v1, v2, v3'],
    ['an unknown pipeline', 'set-pipeline', { pipeline: 'p9' }, 'pipeline p9 is not known; there are p1, p2'],
    ['the fallback as a version', 'set-version', { version: 'fallback' }, 'not known'],
    ['a share for an unknown version', 'shift-traffic', { traffic: { v2: 1, v9: 0 } }, 'version v9 is not known'],
    ['shares that do not add up', 'shift-traffic', { traffic: { v1: 0.5, v2: 0.4 } }, 'the shares add up to 0.9'],
    ['no shares', 'shift-traffic', { traffic: {} }, 'the shares add up to 0'],
    ['a share above one', 'shift-traffic', { traffic: { v2: 1.5 } }, 'parameters: traffic.v2'],
    ['a threshold above one', 'adjust-threshold', { threshold: 2 }, 'parameters: threshold'],
    ['too few rows', 'retrain', { recentRows: 10 }, 'parameters: recentRows'],
    ['half a row', 'retrain', { recentRows: 300.5 }, 'parameters: recentRows'],
    ['a missing parameter', 'pause', {}, 'parameters: paused'],
    ['an action of another kind', 'format-disk', {}, 'this model knows no action format-disk'],
  ])('%s', (_, action, parameters, message) => {
    expect(decide(action, parameters)).toMatchObject({ kind: 'refuse', message: expect.stringContaining(message) });
  });

  it('what comes too late, also when it would be right', () => {
    expect(decide('set-version', { version: 'v2' }, 999)).toEqual({
      kind: 'refuse',
      message: 'too late: not to be carried out after 1970-01-01T00:00:00.999Z',
    });
    expect(decide('set-version', { version: 'v2' }, 1_000).kind).toBe('change');
  });
});

describe('parseCommand', () => {
  const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  const command = {
    remediationId: 'R1',
    model: 'm',
    action: 'pause',
    parameters: { paused: true },
    issuedAt: 5,
    notAfter: '2026-11-25T00:00:00+01:00',
    approvedBy: 'Ana',
    contentHash: 'abc',
  };

  it('reads its own commands, times in either form', () => {
    expect(parseCommand(bytes(command), 'm')).toMatchObject({
      kind: 'command',
      command: { notAfter: Date.UTC(2026, 10, 24, 23), action: 'pause' },
    });
  });

  it('leaves alone what is not for this model or not readable at all', () => {
    for (const value of [bytes({ ...command, model: 'other' }), bytes('{"half'), bytes('7'), null])
      expect(parseCommand(value, 'm')).toEqual({ kind: 'not-ours' });
  });

  it('refuses by id what is for this model and not as agreed', () => {
    expect(parseCommand(bytes({ ...command, notAfter: 'soon' }), 'm')).toMatchObject({
      kind: 'malformed',
      remediationId: 'R1',
      reason: expect.stringContaining('notAfter'),
    });
  });
});
