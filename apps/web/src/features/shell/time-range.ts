'use client';

import { createParser, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { useNow } from '../../ui/use-now.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const RANGE_PRESETS = [
  { key: '15m', label: '15 min', spanMs: 15 * MINUTE_MS },
  { key: '1h', label: '1 h', spanMs: HOUR_MS },
  { key: '3h', label: '3 h', spanMs: 3 * HOUR_MS },
  { key: '8h', label: '8 h', spanMs: 8 * HOUR_MS },
  { key: '24h', label: '24 h', spanMs: DAY_MS },
  { key: '7d', label: '7 d', spanMs: 7 * DAY_MS },
  { key: '30d', label: '30 d', spanMs: 30 * DAY_MS },
] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number]['key'];
export const DEFAULT_PRESET: RangePreset = '8h';
export const MIN_SPAN_MS = MINUTE_MS;
export const MAX_SPAN_MS = 400 * DAY_MS;

/** A moment in the URL, in UTC to the second, so that a person can read it: 2026-11-25T03:12:00Z. */
const parseAsMoment = createParser<number>({
  parse: (text) => {
    const ms = Date.parse(text);
    return Number.isFinite(ms) ? ms : null;
  },
  serialize: (ms) => new Date(ms).toISOString().replace(/\.\d{3}Z$/u, 'Z'),
});

export const timeRangeParsers = {
  range: parseAsStringLiteral(RANGE_PRESETS.map((preset) => preset.key)),
  from: parseAsMoment,
  to: parseAsMoment,
};

export type TimeRange = {
  fromMs: number;
  toMs: number;
  spanMs: number;
  /** The preset in force; null = fixed ends. A preset follows the clock. */
  preset: RangePreset | null;
};

export type TimeRangeParams = { range: RangePreset | null; from: number | null; to: number | null };

/** What the URL's words mean now. Fixed ends that make no sense fall back to the preset. */
export function resolveTimeRange(params: TimeRangeParams, nowMs: number): TimeRange {
  const { from, to } = params;
  if (from !== null && to !== null && to - from >= MIN_SPAN_MS && to - from <= MAX_SPAN_MS)
    return { fromMs: from, toMs: to, spanMs: to - from, preset: null };
  const key = params.range ?? DEFAULT_PRESET;
  const spanMs = RANGE_PRESETS.find((preset) => preset.key === key)?.spanMs ?? 8 * HOUR_MS;
  return { fromMs: nowMs - spanMs, toMs: nowMs, spanMs, preset: key };
}

/**
 * The time range of the page. The URL is the truth. A preset's end moves once in `stepMs`, so that a query keyed by it
 * is not asked anew each second.
 */
export function useTimeRange(stepMs = 15_000) {
  const [params, setParams] = useQueryStates(timeRangeParsers, { history: 'push', clearOnDefault: true });
  const nowMs = useNow(stepMs);
  const { range, from, to } = params;
  const current = useMemo(() => resolveTimeRange({ range, from, to }, nowMs), [range, from, to, nowMs]);
  return useMemo(
    () => ({
      ...current,
      setPreset: (preset: RangePreset) => setParams({ range: preset, from: null, to: null }),
      setFixed: (fromMs: number, toMs: number) => setParams({ range: null, from: fromMs, to: toMs }),
      /** Half a span back or forth; never beyond now. */
      shift: (direction: -1 | 1) => {
        const move = (direction * current.spanMs) / 2;
        const toMs = Math.min(Date.now(), current.toMs + move);
        return setParams({ range: null, from: Math.round(toMs - current.spanMs), to: Math.round(toMs) });
      },
    }),
    [current, setParams],
  );
}
