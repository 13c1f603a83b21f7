/** Runs `work` for every item, at most `limit` at a time; throws the first error once all have ended. */
export async function runLimited<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items].values();
  const errors: unknown[] = [];
  async function runner(): Promise<void> {
    for (const item of waiting) await work(item).catch((error: unknown) => errors.push(error));
  }
  await Promise.all(Array.from({ length: limit }, runner));
  if (errors.length > 0) throw errors[0];
}
