export type TimeScale = {
  fromMs: number;
  toMs: number;
  widthPx: number;
  x: (ms: number) => number;
  ms: (x: number) => number;
};

/** Linear: `fromMs` at 0, `toMs` at `widthPx`. Every panel that shares a range and a width lines up. */
export function timeScale(fromMs: number, toMs: number, widthPx: number): TimeScale {
  const spanMs = Math.max(1, toMs - fromMs);
  return {
    fromMs,
    toMs,
    widthPx,
    x: (ms) => ((ms - fromMs) / spanMs) * widthPx,
    ms: (x) => fromMs + (widthPx > 0 ? x / widthPx : 0) * spanMs,
  };
}
