import { hasWindow, promqlDuration } from './promql.ts';

/** How the numbers of a query become amounts of a minute. */
export type PromqlReading = {
  /** What is asked for at the end of each minute. */
  expression: string;
  /** `growth`: what each series has grown since the minute before; `amount`: the value itself, times `scale`. */
  reads: 'growth' | 'amount';
  scale: number;
};

const SELECTOR = String.raw`[a-zA-Z_:][a-zA-Z0-9_:]*(?:\{(?:[^{}"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\})?`;
/** The usual way to count: `sum(rate(requests_total{…}[{{.window}}]))`. */
const SUM_OF_COUNTER = new RegExp(
  String.raw`^sum\s*\(\s*(?:rate|increase)\s*\(\s*(?<selector>${SELECTOR})\s*\[\s*\{\{\s*\.window\s*\}\}\s*\]\s*\)\s*\)$`,
  'u',
);
const WINDOW = /\{\{\s*\.window\s*\}\}/gu;
/** Functions that answer a second instead of a window. */
const A_SECOND = /\b(?:rate|irate|deriv)\s*\(/u;

/** Whether the value of a query over a window is what came in a second. */
export function isPerSecond(query: string): boolean {
  return hasWindow(query) && A_SECOND.test(query);
}

/**
 * How a query that counts is read by the minute. A counter is read series by series and its growth taken here, so that
 * restarts are seen and nothing is extrapolated; so is the sum of a rate of one counter, which says the same. Any other
 * query over a window is asked for over `rangeMinutes`, and its value brought to a minute.
 */
export function countReading(query: string, input: { isCounter: boolean; rangeMinutes: number }): PromqlReading {
  const text = query.trim();
  const selector = SUM_OF_COUNTER.exec(text)?.groups?.['selector'];
  if (selector !== undefined) return { expression: selector, reads: 'growth', scale: 1 };
  if (hasWindow(text)) {
    const scale = isPerSecond(text) ? 60 : 1 / input.rangeMinutes;
    return { expression: overRange(text, input.rangeMinutes), reads: 'amount', scale };
  }
  return { expression: text, reads: input.isCounter ? 'growth' : 'amount', scale: 1 };
}

/** A query whose value is the number itself. */
export function overRange(query: string, rangeMinutes: number): string {
  return query.trim().replaceAll(WINDOW, promqlDuration(rangeMinutes));
}
