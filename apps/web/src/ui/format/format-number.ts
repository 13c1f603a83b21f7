/** Figures with the thousands set apart by a narrow space that does not break. */
const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 11520 → "11 520". */
export function formatCount(value: number): string {
  return COUNT.format(value).replaceAll(',', '\u202f');
}

/** A share of 1 as per cent: 0.182 → "18.2 %". `digits` after the point. */
export function formatPercent(share: number, digits = 1): string {
  return `${minus((share * 100).toFixed(digits))}\u00a0%`;
}

/** Fixed digits after the point with a true minus sign. */
export function formatFixed(value: number, digits: number): string {
  return minus(value.toFixed(digits));
}

/** One noun with its count: plural(2, 'incident') → "2 incidents". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function minus(text: string): string {
  return text.startsWith('-') ? `\u2212${text.slice(1)}` : text;
}
