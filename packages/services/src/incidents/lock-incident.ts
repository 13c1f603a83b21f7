import type { IncidentModel, Tx } from '@leeway/store';

/**
 * Holds the model's unresolved incidents and its proposals until the transaction ends, always in the same order and
 * before the audit chain, so that a decision and an evaluation wait for each other instead of deadlocking. New
 * timeline entries are not held up.
 */
export async function lockResponse(tx: Tx, modelId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM incident WHERE model_id = ${modelId} AND state <> 'resolved' ORDER BY id FOR NO KEY UPDATE`;
  await lockProposals(tx, modelId);
}

/** The proposals alone, for those who do not touch incidents. */
export async function lockProposals(tx: Tx, modelId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM remediation WHERE model_id = ${modelId} AND state = 'proposed' ORDER BY id FOR UPDATE`;
}

/** The incident, with all that `lockResponse` holds. */
export async function lockIncident(tx: Tx, id: string): Promise<IncidentModel | null> {
  const row = await tx.incident.findUnique({ where: { id } });
  if (row === null) return null;
  await lockResponse(tx, row.modelId);
  return tx.incident.findUnique({ where: { id } });
}
