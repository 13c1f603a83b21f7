import type { Db, Tx } from '@leeway/store';

/**
 * One transaction of a use case. Waiting for a connection is longer than Prisma's 2 s, so that a burst of decisions
 * queues instead of failing. Order of locks everywhere: incident, remediation, audit chain (last).
 */
export function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(work, { maxWait: 15_000, timeout: 20_000 });
}
