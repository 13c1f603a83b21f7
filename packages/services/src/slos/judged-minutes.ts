import type { Verdict } from '@leeway/drift';
import { minutesJudgedBy, noSignals } from '@leeway/slo';
import type { JudgedMinute, WindowVerdict } from '@leeway/store';
import { isWorse, verdictOfMark } from '../models/mark-verdict.ts';

const VOICE: Record<Verdict, 'ok' | 'critical' | 'unjudged'> = {
  ok: 'ok',
  warning: 'ok',
  critical: 'critical',
  insufficient: 'unjudged',
  'no-data': 'unjudged',
};

/** The worst letter that windows of one reference gave each of its features. */
type Marks = { referenceId: string; letters: string[] };

/**
 * What the windows say of each minute of a range. Of a minute in which the reference changed, features are those of the
 * later one: features of two references are not the same ones.
 */
export function judgedMinutes(
  windows: readonly WindowVerdict[],
  input: { fromMs: number; toMs: number; paneMs: number },
): JudgedMinute[] {
  const minutes = new Map<number, JudgedMinute>();
  const marks = new Map<number, Marks>();
  for (const window of windows.toSorted((a, b) => a.endMs - b.endMs)) {
    for (const minuteMs of minutesJudgedBy({ endMs: window.endMs, paneMs: input.paneMs })) {
      if (minuteMs < input.fromMs || minuteMs >= input.toMs) continue;
      const minute = minutes.get(minuteMs) ?? {
        minuteMs,
        windows: noSignals().windows,
        features: noSignals().features,
      };
      minute.windows[VOICE[window.verdict]] += 1;
      minutes.set(minuteMs, minute);
      marks.set(minuteMs, worstOf(marks.get(minuteMs), window));
    }
  }
  for (const [minuteMs, { letters }] of marks) {
    const features = minutes.get(minuteMs)?.features;
    if (features !== undefined) for (const letter of letters) features[VOICE[verdictOfMark(letter)]] += 1;
  }
  return [...minutes.values()];
}

function worstOf(known: Marks | undefined, { referenceId, marks }: WindowVerdict): Marks {
  const letters = marks.split('');
  if (known === undefined || known.referenceId !== referenceId) return { referenceId, letters };
  return {
    referenceId,
    letters: letters.map((letter, index) => {
      const before = known.letters[index] ?? '-';
      return isWorse(before, letter) ? before : letter;
    }),
  };
}
