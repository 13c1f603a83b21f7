import { decodeReference, type FrozenReference } from '@leeway/drift';
import type { Db, Tx } from '@leeway/store';

const MAX_CACHED = 32;
/** An id is part of the content's hash, so what is cached can never be out of date. */
const cache = new Map<string, FrozenReference>();

/** Null when there is no such reference. */
export async function loadReference(db: Db | Tx, id: string): Promise<FrozenReference | null> {
  const cached = cache.get(id);
  if (cached !== undefined) return cached;
  const row = await db.reference.findUnique({ where: { id }, select: { body: true } });
  if (row === null) return null;
  const reference = decodeReference(row.body);
  if (cache.size >= MAX_CACHED) {
    const oldest = cache.keys().next();
    if (oldest.done !== true) cache.delete(oldest.value);
  }
  cache.set(id, reference);
  return reference;
}
