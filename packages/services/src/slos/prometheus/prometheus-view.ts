import { isPrometheusSli } from '@leeway/slo';
import type { Db } from '@leeway/store';
import type { SloRecord } from '../slo-record.ts';
import { measurementOf } from './measurement-of.ts';

export type PrometheusView = {
  /** Data source of the settings; '' = the only one there is. */
  source: string;
  query: string;
  /** '' = the query is the number itself. */
  total: string;
  /** End of the last minute that was asked for; null = none yet. */
  countedToMs: number | null;
  /** Why it does not go on, in the words of whoever refused. */
  problem: { message: string; atMs: number } | null;
};

/** How far an SLO that asks Prometheus was counted; null for the others. */
export async function prometheusView(db: Db, { id, spec }: SloRecord): Promise<PrometheusView | null> {
  if (!isPrometheusSli(spec)) return null;
  const { source, query, total } = spec;
  const row = await db.prometheusProgress.findUnique({ where: { sloId: id } });
  const isCurrent = row?.measurement === measurementOf(spec);
  return {
    source,
    query,
    total,
    countedToMs: isCurrent && row.countedTo > row.countedFrom ? row.countedTo.getTime() : null,
    problem:
      row === null || row.error === null || row.errorAt === null
        ? null
        : { message: row.error, atMs: row.errorAt.getTime() },
  };
}
