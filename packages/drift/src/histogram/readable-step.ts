/**
 * Smallest step of 1, 2, 2.5 or 5 × 10^k with which `low`…`high` takes at most `maxBins` bins that start at multiples
 * of it. Domain: finite low < high. 0 when the range is too small for doubles.
 */
export function readableStep(low: number, high: number, maxBins: number, smallestStep: number): number {
  // Divided before subtracting, so that the range of all doubles does not overflow.
  const raw = Math.max(smallestStep, high / maxBins - low / maxBins);
  const exponent = Math.floor(Math.log10(raw));
  for (const power of [exponent - 1, exponent, exponent + 1, exponent + 2])
    for (const factor of [1, 2, 2.5, 5]) {
      const step = Number(`${factor}e${power}`);
      if (!(step > 0) || step < smallestStep || (smallestStep === 1 && !Number.isInteger(step))) continue;
      if (Math.floor(high / step) - Math.floor(low / step) + 1 <= maxBins) return step;
    }
  return 0;
}
