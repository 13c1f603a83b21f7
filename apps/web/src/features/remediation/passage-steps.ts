import type { RemediationView } from '@leeway/services';

export type PassageStep = {
  name: string;
  /** reported: the server said so; current: where it stands; ahead: not yet; ended: where it stopped for good. */
  place: 'reported' | 'current' | 'ahead' | 'ended';
  atMs: number | null;
  /** What is said under the step besides the time: the deadline ahead, or why it ended. */
  note: string | null;
};

export type PassageInput = Pick<
  RemediationView,
  | 'state'
  | 'proposedAtMs'
  | 'sentAtMs'
  | 'runningAtMs'
  | 'executedAtMs'
  | 'verifyUntilMs'
  | 'finishedAtMs'
  | 'decidedAtMs'
>;

const END_NAMES = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  inconclusive: 'Inconclusive',
  rejected: 'Rejected',
  expired: 'Expired',
  superseded: 'Superseded',
} as const;

function isEnded(state: PassageInput['state']): state is keyof typeof END_NAMES {
  return Object.hasOwn(END_NAMES, state);
}

/** Pending → Sent → Running → Verifying → Succeeded, as the server reported it. Nothing is moved by the browser. */
export function passageSteps(input: PassageInput): PassageStep[] {
  const reached: [string, number | null][] = [
    ['Pending', input.proposedAtMs],
    ['Sent', input.sentAtMs],
    ['Running', input.runningAtMs],
    ['Verifying', input.executedAtMs],
  ];
  if (isEnded(input.state)) {
    const passed = reached.filter(([, atMs]) => atMs !== null);
    return [
      ...passed.map(([name, atMs]): PassageStep => ({ name, place: 'reported', atMs, note: null })),
      { name: END_NAMES[input.state], place: 'ended', atMs: input.finishedAtMs ?? input.decidedAtMs, note: null },
    ];
  }
  const lastReached = reached.findLastIndex(([, atMs]) => atMs !== null);
  const steps = reached.map(([name, atMs], index): PassageStep => {
    const place = index < lastReached ? 'reported' : index === lastReached ? 'current' : 'ahead';
    return { name, place, atMs, note: null };
  });
  const pending = steps[0];
  // Approved, and the relay has not sent it yet: the passage has left Pending though Sent is not reported.
  if (pending !== undefined && input.state === 'approved' && lastReached === 0) pending.note = 'approved, sending';
  return [...steps, { name: 'Succeeded', place: 'ahead', atMs: null, note: null }];
}
