/** One judged window, seen only through what the remediation was about. */
export type VerificationWindow = {
  startMs: number;
  endMs: number;
  status: 'ok' | 'bad' | 'unmeasured';
};

export type WindowsVerdict =
  | { kind: 'ok'; windows: number; untilMs: number }
  | { kind: 'waiting'; okInARow: number }
  | { kind: 'bad'; badWindows: number; windows: number }
  | { kind: 'inconclusive'; reason: string };

/**
 * Reads the windows that began after the change, in order: any that holds an event from before proves nothing. Ok as
 * soon as `windowsNeeded` in a row are ok; at the deadline bad when the last measured window is bad, else
 * inconclusive. Windows that were not measured neither count nor break the row.
 */
export function verifyWindows(input: {
  windows: readonly VerificationWindow[];
  executedAtMs: number;
  deadlineMs: number;
  nowMs: number;
  windowsNeeded: number;
}): WindowsVerdict {
  const after = input.windows
    .filter(({ startMs, endMs }) => startMs >= input.executedAtMs && endMs <= input.deadlineMs)
    .toSorted((a, b) => a.endMs - b.endMs);
  const measured = after.filter(({ status }) => status !== 'unmeasured');
  let okInARow = 0;
  for (const window of measured) {
    okInARow = window.status === 'ok' ? okInARow + 1 : 0;
    if (okInARow >= input.windowsNeeded) return { kind: 'ok', windows: okInARow, untilMs: window.endMs };
  }
  if (input.nowMs < input.deadlineMs) return { kind: 'waiting', okInARow };
  const last = measured.at(-1);
  if (last === undefined) return { kind: 'inconclusive', reason: 'no window after the change had enough events' };
  if (last.status === 'bad') {
    const badWindows = measured.filter(({ status }) => status === 'bad').length;
    return { kind: 'bad', badWindows, windows: measured.length };
  }
  return {
    kind: 'inconclusive',
    reason: `only ${okInARow} of ${input.windowsNeeded} windows in a row were ok when the time was up`,
  };
}
