import type { Db, Tx } from '@leeway/store';

/** Whom the operator's link signs in once people exist. */
export async function oldestAdministrator(db: Db | Tx): Promise<{ id: string; name: string } | null> {
  return db.user.findFirst({
    where: { role: 'admin' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  });
}
