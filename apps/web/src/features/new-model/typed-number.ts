/** A typed number; comma or point. NaN when it is none. */
export function typedNumber(text: string): number {
  const trimmed = text.trim().replace(',', '.');
  return /^-?\d+(?:\.\d+)?$/u.test(trimmed) ? Number(trimmed) : Number.NaN;
}
