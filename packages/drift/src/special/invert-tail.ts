const CLOSE_ENOUGH = 2 ** -49;

/** Where the chord between two points of opposite sign crosses zero; the middle if it does not within them. */
function crossing(low: number, high: number, atLow: number, atHigh: number): number {
  const chord = (low * atHigh - high * atLow) / (atHigh - atLow);
  return chord > low && chord < high ? chord : (low + high) / 2;
}

/**
 * The x ≥ 0 at which a falling tail function reaches `probability`: doubling, then the Illinois variant of regula falsi
 * on the logarithm, which for these laws is nearly straight. Domain: 0 < probability ≤ tail(0), down to 1e−290.
 * Relative error about 1e−14.
 */
export function invertTail(tail: (x: number) => number, probability: number): number {
  const target = Math.log(probability);
  const excess = (x: number): number => Math.log(tail(x)) - target;
  let low = 0;
  let high = 1;
  let atLow = excess(low);
  let atHigh = excess(high);
  for (; atHigh > 0 && high < 1e12; atHigh = excess(high)) {
    low = high;
    atLow = atHigh;
    high *= 2;
  }
  let previous = Infinity;
  let lastSide = 0;
  for (let i = 0; i < 200; i += 1) {
    const x = crossing(low, high, atLow, atHigh);
    const at = excess(x);
    if (at === 0 || Math.abs(x - previous) <= CLOSE_ENOUGH * x || high - low <= CLOSE_ENOUGH * high) return x;
    const side = at > 0 ? 1 : -1;
    // An end that stays put twice is given half its weight, so that both ends close in.
    if (side > 0) {
      low = x;
      atLow = at;
      if (lastSide === side) atHigh /= 2;
    } else {
      high = x;
      atHigh = at;
      if (lastSide === side) atLow /= 2;
    }
    lastSide = side;
    previous = x;
  }
  return (low + high) / 2;
}
