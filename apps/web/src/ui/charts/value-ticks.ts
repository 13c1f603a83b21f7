/** Round values (1, 2 or 5 times a power of ten) inside [low, high], about `count` of them. */
export function valueTicks(low: number, high: number, count: number): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || !(high > low) || count < 1) return [];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  // Nearest in the logarithm, as d3-array's ticks do.
  const mantissa = rough / power;
  const factor = mantissa >= Math.sqrt(50) ? 10 : mantissa >= Math.sqrt(10) ? 5 : mantissa >= Math.SQRT2 ? 2 : 1;
  const step = factor * power;
  const ticks: number[] = [];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiplying an integer avoids the drift of repeated addition; rounding strips its last binary digit.
  for (let index = first; index <= last && ticks.length < 100; index += 1)
    ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}
