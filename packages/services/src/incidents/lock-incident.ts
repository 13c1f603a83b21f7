import type { IncidentModel, Tx } from '@leeway/store';

/** Holds the incident until the transaction ends; new timeline entries are not held up by it. */
export async function lockIncident(tx: Tx, id: string): Promise<IncidentModel | null> {
  await tx.$queryRaw`SELECT 1 FROM incident WHERE id = ${id} FOR NO KEY UPDATE`;
  return tx.incident.findUnique({ where: { id } });
}
