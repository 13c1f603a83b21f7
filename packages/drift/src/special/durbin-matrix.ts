const RESCALE = 2 ** 400;

type Scaled = { values: Float64Array; exponent: number };

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1)
    for (let k = 0; k < size; k += 1) {
      const factor = a[row * size + k] ?? 0;
      if (factor === 0) continue;
      for (let column = 0; column < size; column += 1) {
        const at = row * size + column;
        product[at] = (product[at] ?? 0) + factor * (b[k * size + column] ?? 0);
      }
    }
  return product;
}

function rescaled({ values, exponent }: Scaled, middle: number): Scaled {
  if ((values[middle] ?? 0) < RESCALE) return { values, exponent };
  return { values: values.map((value) => value / RESCALE), exponent: exponent + 400 };
}

/** H of Durbin: ones on and below the superdiagonal ÷ (i − j + 1)!, its first column and last row corrected by h. */
function durbinMatrix(size: number, h: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      if (row - column + 1 < 0) continue;
      let value = 1;
      if (column === 0) value -= h ** (row + 1);
      if (row === size - 1) value -= h ** (size - column);
      if (column === 0 && row === size - 1 && 2 * h > 1) value += (2 * h - 1) ** size;
      for (let divisor = 2; divisor <= row - column + 1; divisor += 1) value /= divisor;
      matrix[row * size + column] = value;
    }
  return matrix;
}

/**
 * P(Dₙ ≤ d) exactly: n!/nⁿ times the middle entry of Durbin's matrix to the n-th power, whose size is about 2nd
 * (Durbin, 1973; Marsaglia, Tsang & Wang, J. Stat. Softw. 8(18), 2003). Domain: whole n ≥ 1, 0 < d < 1; for small n·d
 * only, the cost is (2nd)³·log n. Relative error about 1e−13·n^½.
 */
export function durbinProbability(n: number, d: number): number {
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const middle = (k - 1) * size + k - 1;
  let base: Scaled = { values: durbinMatrix(size, k - n * d), exponent: 0 };
  let power: Scaled | undefined;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1)
      power =
        power === undefined
          ? base
          : rescaled(
              { values: multiply(power.values, base.values, size), exponent: power.exponent + base.exponent },
              middle,
            );
    if (rest > 1)
      base = rescaled({ values: multiply(base.values, base.values, size), exponent: 2 * base.exponent }, middle);
  }
  let probability = power?.values[middle] ?? 0;
  let exponent = power?.exponent ?? 0;
  for (let i = 1; i <= n; i += 1) {
    probability *= i / n;
    if (probability < 1 / RESCALE) {
      probability *= RESCALE;
      exponent -= 400;
    }
  }
  return Math.min(1, probability * 2 ** exponent);
}
