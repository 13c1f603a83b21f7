import { describe, expect, it } from 'vitest';
import { passageSteps, type PassageInput } from './passage-steps.ts';

const proposed: PassageInput = {
  state: 'proposed',
  proposedAtMs: 1,
  decidedAtMs: null,
  sentAtMs: null,
  runningAtMs: null,
  executedAtMs: null,
  verifyUntilMs: null,
  finishedAtMs: null,
};
const places = (input: Partial<PassageInput>) =>
  passageSteps({ ...proposed, ...input }).map((step) => `${step.name} ${step.place}`);

describe('passageSteps', () => {
  it('waits at Pending', () => {
    expect(places({})).toEqual([
      'Pending current',
      'Sent ahead',
      'Running ahead',
      'Verifying ahead',
      'Succeeded ahead',
    ]);
  });

  it('says that it is being sent between approval and the relay', () => {
    expect(passageSteps({ ...proposed, state: 'approved', decidedAtMs: 2 })[0]?.note).toBe('approved, sending');
  });

  it('moves only by what was reported', () => {
    expect(places({ state: 'executing', decidedAtMs: 2, sentAtMs: 3 })[1]).toBe('Sent current');
    expect(places({ state: 'executing', decidedAtMs: 2, sentAtMs: 3, runningAtMs: 4 }).slice(1, 3)).toEqual([
      'Sent reported',
      'Running current',
    ]);
    expect(places({ state: 'verifying', sentAtMs: 3, runningAtMs: 4, executedAtMs: 5 })[3]).toBe('Verifying current');
  });

  it('ends where it ended', () => {
    expect(places({ state: 'rejected', decidedAtMs: 2 })).toEqual(['Pending reported', 'Rejected ended']);
    expect(places({ state: 'succeeded', sentAtMs: 3, runningAtMs: 4, executedAtMs: 5, finishedAtMs: 6 }).at(-1)).toBe(
      'Succeeded ended',
    );
    expect(places({ state: 'failed', sentAtMs: 3, finishedAtMs: 6 })).toEqual([
      'Pending reported',
      'Sent reported',
      'Failed ended',
    ]);
  });
});
