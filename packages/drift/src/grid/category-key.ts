import { sha256Hex } from '../hash/sha256.ts';

/** Longest category kept as it is, in UTF-16 units. */
export const MAX_CATEGORY_LENGTH = 200;

/** Category as stored: long ones are cut and told apart by a hash, so that a grid stays small. */
export function categoryKey(text: string): string {
  if (text.length <= MAX_CATEGORY_LENGTH) return text;
  return `${text.slice(0, 160)}…${sha256Hex(new TextEncoder().encode(text)).slice(0, 16)}`;
}
