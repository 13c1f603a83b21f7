const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS_MS = [
  10 * SECOND,
  20 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  48 * HOUR,
  168 * HOUR,
];

/** The shortest round step that cuts `spanMs` into at most `maxSteps` and is not shorter than `minMs`. */
export function roundStepMs(spanMs: number, maxSteps: number, minMs = 0): number {
  const needed = Math.max(minMs, spanMs / maxSteps);
  return STEPS_MS.find((step) => step >= needed) ?? Math.ceil(needed / HOUR) * HOUR;
}
