import type { RunbookMatch } from '@leeway/response';

export const SIGNAL_WORDS: Record<RunbookMatch['signals'][number], string> = {
  drift: 'drift',
  latency: 'slow answers',
  errors: 'failed answers',
  slo: 'a burning budget',
  quality: 'lost quality',
  data: 'missing data',
};

export const CAUSE_WORDS: Record<RunbookMatch['causes'][number], string> = {
  'broken-feed': 'a broken feed',
  'slow-release': 'a slow release',
  'population-shift': 'a population shift',
  unclear: 'an unclear cause',
};

export const ACTION_WORDS: Record<NonNullable<RunbookMatch['proposes']>, string> = {
  'set-version': 'roll the version back',
  'set-pipeline': 'roll the pipeline back',
  'shift-traffic': 'shift traffic',
  'fall-back': 'fall back',
  'adjust-threshold': 'adjust the threshold',
  retrain: 'retrain and re-baseline',
  pause: 'pause the stream',
};

function either(words: string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** When a runbook applies, in one line: "drift from a broken feed, on payment-risk". */
export function matchWords(match: RunbookMatch): string {
  const signals = either(match.signals.map((signal) => SIGNAL_WORDS[signal]));
  const causes = either(match.causes.map((cause) => CAUSE_WORDS[cause]));
  const models = either(match.modelIds);
  const parts = [
    signals === '' ? 'any signal' : signals,
    causes === '' ? '' : `from ${causes}`,
    models === '' ? '' : `on ${models}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
