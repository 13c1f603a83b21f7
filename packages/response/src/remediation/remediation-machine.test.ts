import { describe, expect, it } from 'vitest';
import { REMEDIATION_EVENTS, stepRemediation, type RemediationEvent } from './remediation-machine.ts';
import { REMEDIATION_STATES, type RemediationState } from './remediation-state.ts';

/** What every event does to every state before expiry; a pair that is not named is ignored. */
const MOVES: Partial<Record<RemediationState, Partial<Record<RemediationEvent, [RemediationState, string[]]>>>> = {
  proposed: {
    approve: ['approved', ['write-command']],
    reject: ['rejected', []],
    supersede: ['superseded', []],
  },
  approved: {
    sent: ['executing', []],
    running: ['executing', []],
    done: ['verifying', ['start-verification']],
    refused: ['failed', ['hold']],
    failed: ['failed', ['hold']],
    timeout: ['failed', ['hold']],
  },
  executing: {
    running: ['executing', []],
    done: ['verifying', ['start-verification']],
    refused: ['failed', ['hold']],
    failed: ['failed', ['hold']],
    timeout: ['inconclusive', ['hold']],
  },
  verifying: {
    'verified-ok': ['succeeded', ['mitigate-incident']],
    'verified-bad': ['failed', ['hold']],
    inconclusive: ['inconclusive', ['hold']],
    timeout: ['inconclusive', ['hold']],
  },
};

const PAIRS = REMEDIATION_STATES.flatMap((state) => REMEDIATION_EVENTS.map((event) => [state, event] as const));
const BEFORE = { nowMs: 999, expiresAtMs: 1_000 };
const AT_EXPIRY = { nowMs: 1_000, expiresAtMs: 1_000 };

describe('stepRemediation', () => {
  it.each(PAIRS)('before expiry: %s + %s', (state, event) => {
    const expected = MOVES[state]?.[event];
    const step = stepRemediation(state, event, BEFORE);
    if (expected === undefined) expect(step.kind).toBe('ignored');
    else expect(step).toEqual({ kind: 'moved', next: expected[0], effects: expected[1] });
  });

  it.each(PAIRS)('at expiry: %s + %s', (state, event) => {
    const step = stepRemediation(state, event, AT_EXPIRY);
    if (state === 'proposed' && event === 'expire')
      expect(step).toEqual({ kind: 'moved', next: 'expired', effects: [] });
    else if (state === 'proposed' && (event === 'approve' || event === 'reject'))
      expect(step).toEqual({ kind: 'ignored', reason: 'it has expired' });
    else expect(step).toEqual(stepRemediation(state, event, BEFORE));
  });

  it('writes a command on approval and nowhere else', () => {
    const writing = PAIRS.filter(([state, event]) => {
      const step = stepRemediation(state, event, BEFORE);
      return step.kind === 'moved' && step.effects.includes('write-command');
    });
    expect(writing).toEqual([['proposed', 'approve']]);
  });

  it('succeeds only by verification', () => {
    const succeeding = PAIRS.filter(([state, event]) => {
      const step = stepRemediation(state, event, BEFORE);
      return step.kind === 'moved' && step.next === 'succeeded';
    });
    expect(succeeding).toEqual([['verifying', 'verified-ok']]);
  });
});
