import type { SliMinute } from '../series/minute-series.ts';
import {
  growthByMinute,
  sumByMinute,
  valuesByMinute,
  type MinuteAmounts,
  type MinuteSamples,
} from './minute-amounts.ts';
import { holds, readingsOf, type AnyPrometheusSli, type PrometheusCheckSli } from './prometheus-sli.ts';
import type { PromqlReading } from './promql-reading.ts';

/** A minute whose share is known weighs so much where every minute weighs the same. */
export const PARTS_PER_MINUTE = 1_000;

/** Fractions of events that are not yet counted: a rate of 0.4 a minute is two events in five minutes, not none. */
export type CountCarry = { good: number; bad: number };
export const NO_CARRY: CountCarry = { good: 0, bad: 0 };

type Answers = { query: readonly MinuteSamples[]; total: readonly MinuteSamples[] | null };
type Share = { part: number; total: number };

/**
 * Answers of Prometheus → counts by minute, from `fromMs` on. Nothing in total is no minute at all; NaN, infinities and a
 * share outside 0 to 1 are unknown; where the total is there and the part is not (yet), the part is 0. Series that a check
 * finds must all hold; a share of several series is their mean.
 */
export function countPrometheus(
  spec: AnyPrometheusSli,
  answers: Answers,
  fromMs: number,
  carry: CountCarry = NO_CARRY,
): { minutes: SliMinute[]; carry: CountCarry } {
  const left = { ...carry };
  const readings = readingsOf(spec);
  const minutes: SliMinute[] = [];
  if (readings.total === null) {
    for (const [minuteMs, values] of ascending(valuesByMinute(answers.query, fromMs)))
      minutes.push({ minuteMs, ...(spec.kind === 'prometheus' ? shareOf(spec, values) : checked(spec, values)) });
    return { minutes, carry: left };
  }
  const part = amountsOf(answers.query, readings.query, fromMs);
  for (const [minuteMs, total] of ascending(amountsOf(answers.total ?? [], readings.total, fromMs))) {
    if (total === 0) continue;
    const counts = ofTotal(spec, { part: part.get(minuteMs) ?? 0, total }, left);
    if (counts.good + counts.bad + counts.unknown > 0) minutes.push({ minuteMs, ...counts });
  }
  return { minutes, carry: left };
}

function ascending<V>(minutes: ReadonlyMap<number, V>): [number, V][] {
  return [...minutes].toSorted(([a], [b]) => a - b);
}

function amountsOf(series: readonly MinuteSamples[], reading: PromqlReading, fromMs: number): MinuteAmounts {
  return reading.reads === 'growth' ? growthByMinute(series, fromMs) : sumByMinute(series, fromMs, reading.scale);
}

const UNKNOWN = { good: 0, bad: 0, unknown: 1 };
const slice = (isGood: boolean) => ({ good: isGood ? 1 : 0, bad: isGood ? 0 : 1, unknown: 0 });

function ofTotal(spec: AnyPrometheusSli, { part, total }: Share, carry: CountCarry) {
  if (!Number.isFinite(part) || !Number.isFinite(total) || total < 0 || part < 0) return UNKNOWN;
  const counted = Math.min(part, total);
  if (spec.kind === 'prometheusCheck') return slice(holds(counted / total, spec.op, spec.bound));
  if (spec.weigh === 'minutes') return parts(spec.counts === 'good' ? counted / total : 1 - counted / total);
  const good = spec.counts === 'good' ? counted : total - counted;
  return whole(good, total - good, carry);
}

/** Whole events, with what is left over kept for the next minute: sums stay exact to less than one. */
function whole(good: number, bad: number, carry: CountCarry) {
  const due = { good: good + carry.good, bad: bad + carry.bad };
  // 6.999999999 of a sum of fractions is seven.
  const counts = { good: Math.floor(due.good + 1e-6), bad: Math.floor(due.bad + 1e-6) };
  carry.good = Math.max(0, due.good - counts.good);
  carry.bad = Math.max(0, due.bad - counts.bad);
  return { ...counts, unknown: 0 };
}

function parts(goodShare: number) {
  const good = Math.round(goodShare * PARTS_PER_MINUTE);
  return { good, bad: PARTS_PER_MINUTE - good, unknown: 0 };
}

function shareOf({ counts }: { counts: 'good' | 'bad' }, values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  // A share that rounding carried past its end is that end.
  const isShare = mean >= -1e-9 && mean <= 1 + 1e-9;
  if (!isShare) return UNKNOWN;
  const share = Math.min(1, Math.max(0, mean));
  return parts(counts === 'good' ? share : 1 - share);
}

function checked({ op, bound }: PrometheusCheckSli, values: readonly number[]) {
  if (values.some((value) => Number.isNaN(value))) return UNKNOWN;
  return slice(values.every((value) => holds(value, op, bound)));
}
