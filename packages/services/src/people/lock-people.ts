import type { Tx } from '@leeway/store';

const PEOPLE_LOCK = 0x1ee_0a8;

/** One at a time decides who the first administrator is and which link is valid. Held until the transaction ends. */
export async function lockPeople(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PEOPLE_LOCK}::bigint)`;
}
