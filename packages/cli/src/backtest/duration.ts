import { CliError } from '../cli-error.ts';

const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `5m`, `1h`, `1d` in ms. */
export function durationMs(option: string, text: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,9})(ms|s|m|min|h|d)$/u.exec(text.trim()) ?? [];
  const ms = Number(amount) * (UNIT_MS[unit] ?? 0);
  if (amount !== '' && ms >= 1_000 && ms <= 366 * 86_400_000) return ms;
  throw new CliError(`--${option}: expected a length such as 90s, 5m, 1h or 1d, found "${text}"`, 2);
}

/** The longest length that divides all of them: what panes are cut to. */
export function commonMs(lengths: readonly number[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return lengths.reduce(divisor);
}
