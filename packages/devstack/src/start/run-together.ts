/**
 * Runs tasks side by side. When one fails the others are aborted and waited for, so that whatever they had started
 * is known before the failure is thrown.
 */
export async function runTogether(
  tasks: ((signal: AbortSignal) => Promise<void>)[],
  outer: AbortSignal,
): Promise<void> {
  const inner = new AbortController();
  const signal = AbortSignal.any([outer, inner.signal]);
  const failures: unknown[] = [];
  await Promise.allSettled(
    tasks.map(async (task) => {
      try {
        await task(signal);
      } catch (error) {
        failures.push(error);
        inner.abort(error);
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
}
