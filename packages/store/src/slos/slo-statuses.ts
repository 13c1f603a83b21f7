import type { AlertState, SloState } from '@leeway/slo';
import type { Tx } from '../client.ts';

/** What lists show of an SLO, as it was computed last. */
export type SloStatusToWrite = {
  sloId: string;
  asOf: Date;
  good: number;
  bad: number;
  unknown: number;
  coverage: number;
  budgetRemaining: number | null;
  remainingDayAgo: number | null;
  burnRate: number | null;
  exhaustsAt: Date | null;
  measuredAt: Date | null;
  state: SloState;
  alert: AlertState;
};

/** Keeps what lists show of many SLOs, in one statement. */
export async function writeSloStatuses(tx: Tx, statuses: readonly SloStatusToWrite[]): Promise<void> {
  if (statuses.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO slo_status (slo_id, as_of, good, bad, unknown, coverage, budget_remaining, remaining_day_ago, burn_rate,
      exhausts_at, measured_at, state, alert)
    SELECT "sloId", "asOf", good, bad, unknown, coverage, "budgetRemaining", "remainingDayAgo", "burnRate",
      "exhaustsAt", "measuredAt", state, alert
    FROM jsonb_to_recordset(${JSON.stringify(statuses)}::jsonb) AS n (
      "sloId" text, "asOf" timestamptz, good bigint, bad bigint, unknown bigint, coverage float8,
      "budgetRemaining" float8, "remainingDayAgo" float8, "burnRate" float8, "exhaustsAt" timestamptz,
      "measuredAt" timestamptz, state text, alert jsonb)
    ON CONFLICT (slo_id) DO UPDATE SET as_of = excluded.as_of, good = excluded.good, bad = excluded.bad,
      unknown = excluded.unknown, coverage = excluded.coverage, budget_remaining = excluded.budget_remaining,
      remaining_day_ago = excluded.remaining_day_ago, burn_rate = excluded.burn_rate,
      exhausts_at = excluded.exhausts_at, measured_at = excluded.measured_at, state = excluded.state,
      alert = excluded.alert`;
}

/** Alert states as they were kept last, by SLO. */
export async function readAlertStates(tx: Tx, sloIds: readonly string[]): Promise<Map<string, AlertState>> {
  const rows = await tx.sloStatus.findMany({
    where: { sloId: { in: [...sloIds] } },
    select: { sloId: true, alert: true },
  });
  return new Map(rows.map((row) => [row.sloId, row.alert as AlertState]));
}
