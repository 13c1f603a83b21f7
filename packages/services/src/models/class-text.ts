/**
 * A class as text, the same for a model and for whoever labels it: `true`, `"true"` and `1` are one class, as are
 * `false`, `"false"` and `0`.
 */
export function classText(value: string | number | boolean): string {
  const text = String(value);
  if (text === 'true') return '1';
  if (text === 'false') return '0';
  return text;
}
