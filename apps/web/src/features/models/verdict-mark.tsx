import type { Verdict } from '@leeway/drift';
import { StatusMark, type Status } from '../../ui/status-mark.tsx';

const MARKS: Record<Verdict, { status: Status; word: string }> = {
  ok: { status: 'ok', word: 'ok' },
  warning: { status: 'warning', word: 'warning' },
  critical: { status: 'critical', word: 'critical' },
  insufficient: { status: 'unknown', word: 'too few' },
  'no-data': { status: 'unknown', word: 'no data' },
};

/** A verdict as shape, word and colour. "Too few" and "no data" are unknown, never ok. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const { status, word } = MARKS[verdict];
  return <StatusMark status={status}>{word}</StatusMark>;
}
