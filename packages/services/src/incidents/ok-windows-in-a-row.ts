import type { WindowEvaluation } from '@leeway/drift';
import type { Tx } from '@leeway/store';
import type { ServiceEvaluation } from '../drift/service-evaluation.ts';
import { serviceIsElevated } from './began-ms.ts';
import { RECOVERED_WINDOWS } from './settle-incident.ts';

/** Ok windows up to and with `evaluation`, which is ok, counted back to the incident's opening. */
export async function okWindowsInARow(
  tx: Tx,
  input: { signal: 'drift' | 'service'; evaluation: WindowEvaluation; modelId: string; since: Date },
): Promise<number> {
  const rows = await tx.evaluation.findMany({
    where: {
      modelId: input.modelId,
      windowEndAt: { lt: new Date(input.evaluation.windowEndMs), gt: input.since },
    },
    select: { verdict: true, service: true },
    orderBy: { windowEndAt: 'desc' },
    take: RECOVERED_WINDOWS,
  });
  const firstBad = rows.findIndex((row) =>
    input.signal === 'drift'
      ? row.verdict !== 'ok'
      : serviceIsElevated(row.service as Partial<ServiceEvaluation> | null),
  );
  return 1 + (firstBad === -1 ? rows.length : firstBad);
}
