const NBSP = '\u00a0';

/** 0.9995 → "99.95 %". At most `digits` decimals, no trailing zeros. */
export function formatPercent(share: number, digits = 3): string {
  return `${trim(share * 100, digits)}${NBSP}%`;
}

/** 13.44 → "13.44×", 10 → "10×". */
export function formatFactor(factor: number): string {
  return `${trim(factor, 2)}×`;
}

/** To three digits that matter: "645 000", "92.9 million", "1.2 billion". For what is about so many. */
export function formatAbout(count: number): string {
  const size = Math.abs(count);
  if (size >= 1e9) return `${trim(count / 1e9, 1)} billion`;
  if (size >= 1e6) return `${trim(count / 1e6, 1)} million`;
  return formatCount(size < 1_000 ? Math.round(count) : Number(count.toPrecision(3)));
}

/** 11520 → "11 520", with a narrow space that does not break. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-GB').replaceAll(',', '\u202f');
}

function trim(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (!text.includes('.')) return text;
  return text.replace(/\.?0+$/u, '').replace(/^-0$/u, '0');
}
