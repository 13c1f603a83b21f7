import { describe, expect, it } from 'vitest';
import { REMEDIATION_STATES } from '../remediation/remediation-state.ts';
import type { Actor, Role } from '../actor.ts';
import { mayDecide, mayDecideAs } from './decision-policy.ts';

const person = (role: Role): Actor => ({ kind: 'person', id: 'p', name: 'Pat', role });
const ACTORS: [string, Actor, boolean][] = [
  ['viewer', person('viewer'), false],
  ['responder', person('responder'), false],
  ['approver', person('approver'), true],
  ['admin', person('admin'), true],
  ['agent', { kind: 'agent', id: 'a', name: 'triage' }, false],
  ['system', { kind: 'system', id: 's', name: 'Leeway' }, false],
];

describe('who may decide', () => {
  it.each(ACTORS)('%s', (_name, actor, allowed) => {
    expect(mayDecideAs(actor).allowed).toBe(allowed);
    expect(mayDecide({ actor, state: 'proposed', expiresAtMs: 2, nowMs: 1 }).allowed).toBe(allowed);
  });

  it('nobody decides what is decided already', () => {
    for (const state of REMEDIATION_STATES.filter((name) => name !== 'proposed'))
      expect(mayDecide({ actor: person('admin'), state, expiresAtMs: 2, nowMs: 1 }).allowed).toBe(false);
  });

  it('nobody decides at the very moment of expiry or later', () => {
    expect(mayDecide({ actor: person('admin'), state: 'proposed', expiresAtMs: 2, nowMs: 2 })).toEqual({
      allowed: false,
      reason: 'It has expired.',
    });
  });
});
