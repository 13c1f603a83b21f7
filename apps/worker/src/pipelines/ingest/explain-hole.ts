export type Hole =
  /** Nothing is missing: compacted away or a transaction's marker. */
  | { kind: 'none' }
  /** The batch came from before a seek; the next one tells more. */
  | { kind: 'again' }
  | { kind: 'gap'; resumeAt: bigint; reason: string };

/**
 * Why the batch after a seek to `expected` does not hold it. `low` and `high` are the partition's bounds now.
 */
export function explainHole(input: { expected: bigint; first: bigint; last: bigint; low: bigint; high: bigint }): Hole {
  const { expected, first, last, low, high } = input;
  if (high < expected)
    return {
      kind: 'gap',
      resumeAt: low,
      reason: `the topic ends at ${high}, before the offset that comes next: it was made anew or cut back`,
    };
  if (low > expected)
    return { kind: 'gap', resumeAt: low, reason: 'records were deleted before they were read (retention)' };
  if (first > expected) return { kind: 'none' };
  // Wholly before the expected offset although the partition reaches it.
  return last < expected ? { kind: 'again' } : { kind: 'none' };
}
