import { describe, expect, it } from 'vitest';
import type { Actor, Role } from '../actor.ts';
import { mayDecideUnderBudget } from './budget-standing.ts';

const person = (role: Role): Actor => ({ kind: 'person', id: 'p', name: 'Pat', role });
const standing = { sloName: 'Answers in time' };

describe('who may decide while little budget is left', () => {
  it.each([
    ['an approver, high risk', person('approver'), 'high', false],
    ['an approver, medium risk', person('approver'), 'medium', false],
    ['an approver, low risk', person('approver'), 'low', true],
    ['an admin, high risk', person('admin'), 'high', true],
    ['an agent, high risk', { kind: 'agent', id: 'a', name: 'triage' }, 'high', false],
    ['Leeway, high risk', { kind: 'system', id: 's', name: 'Leeway' }, 'high', false],
  ] as const)('%s', (_name, actor, risk, allowed) => {
    expect(mayDecideUnderBudget({ actor, risk, standing }).allowed).toBe(allowed);
    expect(mayDecideUnderBudget({ actor, risk, standing: null }).allowed).toBe(true);
  });

  it('says which budget', () => {
    expect(mayDecideUnderBudget({ actor: person('approver'), risk: 'high', standing })).toEqual({
      allowed: false,
      reason: 'Little is left of the error budget of “Answers in time”: an admin decides what carries a high risk.',
    });
  });
});
