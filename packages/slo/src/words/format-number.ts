const NBSP = '\u00a0';

/** 0.9995 → "99.95 %". At most `digits` decimals, no trailing zeros. */
export function formatPercent(share: number, digits = 3): string {
  return `${trim(share * 100, digits)}${NBSP}%`;
}

/** 13.44 → "13.44×", 10 → "10×". */
export function formatFactor(factor: number): string {
  return `${trim(factor, 2)}×`;
}

/** "1,234,567"; from a million on "92.9 million", from a billion on "1.2 billion". */
export function formatCount(count: number): string {
  const size = Math.abs(count);
  if (size >= 1e9) return `${trim(count / 1e9, 1)} billion`;
  if (size >= 1e6) return `${trim(count / 1e6, 1)} million`;
  return Math.round(count).toLocaleString('en-GB');
}

function trim(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (!text.includes('.')) return text;
  return text.replace(/\.?0+$/u, '').replace(/^-0$/u, '0');
}
