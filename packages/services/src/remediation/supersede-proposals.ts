import type { Actor } from '@leeway/response';
import type { Tx } from '@leeway/store';
import { moveRemediation } from './move-remediation.ts';

/** Ends what still waits for a decision on this incident, saying why. */
export async function supersedeProposals(
  tx: Tx,
  input: { incidentId: string; actor: Actor; at: Date; because: string },
): Promise<number> {
  const open = await tx.remediation.findMany({
    where: { incidentId: input.incidentId, state: 'proposed' },
    orderBy: { number: 'asc' },
    take: 20,
  });
  let superseded = 0;
  for (const row of open) {
    const result = await moveRemediation(tx, row, {
      event: 'supersede',
      actor: input.actor,
      at: input.at,
      voice: 'response',
      text: `R-${row.number} superseded: ${input.because}`,
      patch: { finishedAt: input.at },
      audit: { because: input.because },
    });
    if (result.kind === 'moved') superseded += 1;
  }
  return superseded;
}
