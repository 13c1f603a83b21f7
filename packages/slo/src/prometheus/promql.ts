const WINDOW = /\{\{\s*\.window\s*\}\}/gu;
/** A name with or without matchers, and nothing around it. */
const SELECTOR = /^[a-zA-Z_:][a-zA-Z0-9_:]*(?:\{(?:[^{}"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\})?$/u;

/** A length as Prometheus writes it: 5m, 1h4m, 3d. Domain: whole minutes from 1. */
export function promqlDuration(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60];
  return `${days > 0 ? `${days}d` : ''}${hours > 0 ? `${hours}h` : ''}${rest > 0 ? `${rest}m` : ''}`;
}

/** A text in PromQL: in double quotes, escaped. */
export function promqlString(text: string): string {
  return JSON.stringify(text);
}

/** A number as PromQL reads it, without binary dust. */
export function promqlNumber(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** Whether a query says itself over which time it is. */
export function hasWindow(query: string): boolean {
  return new RegExp(WINDOW.source, 'u').test(query);
}

/** Whether a query is one metric, whose counters can be read series by series. */
export function isSelector(query: string): boolean {
  return SELECTOR.test(query.trim());
}

/**
 * How many a query counts over a window. A counter that is summed before its increase is taken loses the resets of its
 * parts: only a bare selector is read as it should be.
 */
export function countOver(query: string, minutes: number, isCounter: boolean): string {
  const window = promqlDuration(minutes);
  const text = query.trim();
  if (hasWindow(text)) return text.replaceAll(WINDOW, window);
  if (!isCounter) return `sum_over_time((${text})[${window}:1m])`;
  return isSelector(text) ? `increase(${text}[${window}])` : `increase((${text})[${window}:1m])`;
}

/** The mean of a share over a window. */
export function meanOver(query: string, minutes: number): string {
  const text = query.trim();
  if (hasWindow(text)) return `avg(${text.replaceAll(WINDOW, promqlDuration(minutes))})`;
  return `avg(avg_over_time((${text})[${promqlDuration(minutes)}:1m]))`;
}
