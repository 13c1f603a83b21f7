import type { RelatedChange } from '../../diagnosis/related-change.ts';

/**
 * The release to go back to: what the change itself replaced when that can still be served, or else the one before
 * the present one. Null when there is no earlier one, so that a rollback to the same release is never proposed.
 */
export function previousOf(
  current: string,
  available: readonly string[],
  changes: readonly RelatedChange[],
): string | null {
  const replaced = changes.find(({ toValue, fromValue }) => toValue === current && fromValue !== null)?.fromValue;
  if (replaced !== undefined && replaced !== null && replaced !== current && available.includes(replaced))
    return replaced;
  const index = available.indexOf(current);
  const before = index > 0 ? available[index - 1] : undefined;
  return before === undefined || before === current ? null : before;
}
