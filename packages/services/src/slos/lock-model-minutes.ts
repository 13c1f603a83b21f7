import type { Tx } from '@leeway/store';

const LOCK_SPACE = 0x510;

/**
 * One writer of a model's minutes, of its SLOs and of their status at a time, until the transaction ends. What is read
 * inside is what the writer before has committed, so that nothing older overwrites it.
 */
export async function lockModelMinutes(tx: Tx, modelId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK_SPACE}::int, hashtext(${modelId}))`;
}
