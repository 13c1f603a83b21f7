import { useMemo } from 'react';
import { useTimeRange, type RangePreset } from '../shell/time-range.ts';

/** Ends in whole seconds, so that a fixed range asks the same question each time. */
export function useQueryRange(): {
  fromMs: number;
  toMs: number;
  spanMs: number;
  setFixed: (fromMs: number, toMs: number) => void;
  setPreset: (preset: RangePreset) => void;
} {
  const { fromMs, toMs, spanMs, setFixed, setPreset } = useTimeRange();
  return useMemo(
    () => ({
      fromMs: Math.floor(fromMs / 1_000) * 1_000,
      toMs: Math.ceil(toMs / 1_000) * 1_000,
      spanMs,
      setFixed: (from: number, to: number) => void setFixed(from, to),
      setPreset: (preset: RangePreset) => void setPreset(preset),
    }),
    [fromMs, toMs, spanMs, setFixed, setPreset],
  );
}
