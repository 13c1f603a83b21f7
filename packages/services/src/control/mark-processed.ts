import type { Tx } from '@leeway/store';

/** Whether this control message is new; remembers it in the transaction that applies it. */
export async function markProcessed(tx: Tx, source: string, id: string): Promise<boolean> {
  const { count } = await tx.processedMessage.createMany({ data: [{ source, id }], skipDuplicates: true });
  return count === 1;
}
