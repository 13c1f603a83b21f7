/** A whole number as JSON messages give it: beyond 2^53 the text of its digits, since an id with other digits is another. */
export function exactNumber(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
