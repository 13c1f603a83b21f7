import type { FeatureAlarmEvaluation } from '@leeway/drift';

const MINUTE_MS = 60_000;
const HOURS = {
  all: 'all its hours',
  hour: 'the same hours of the day',
  'hour-weekend': 'the same hours, weekends apart',
} as const satisfies Record<FeatureAlarmEvaluation['classing'], string>;

const three = (value: number) => String(Number(value.toPrecision(3)));

/** The length of a window: 5 min, 1 h. */
export function windowWords(windowMs: number): string {
  const minutes = Math.round(windowMs / MINUTE_MS);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/**
 * What the learnt rule saw in its worst view: in which window, how far beyond what was learnt, and what it was compared
 * with. Empty where nothing was judged.
 */
export function alarmWords({ state, classing, views }: FeatureAlarmEvaluation): string {
  const [worst] = views;
  if (worst === undefined) return '';
  const value = worst.value === undefined ? '' : `“${worst.value}”, `;
  const over = `${value}over ${windowWords(worst.windowMs)}, ${worst.n} events`;
  if (state === 'unstable') return `${over}; reference unstable: only gross changes count`;
  return `${over}; T ${three(worst.statistic)}, learnt ${three(worst.threshold)}, against ${HOURS[classing]} of the reference`;
}
