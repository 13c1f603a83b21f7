import { agedState, objectiveInShort, objectiveSentence, type AlertState, type SloState } from '@leeway/slo';
import type { Prisma } from '@leeway/store';
import type { FiringView, SloRow } from './slo-views.ts';
import { toSloRecord } from './slo-record.ts';
import { staleAfterMs } from './judge-slo.ts';

export const SLO_ROW_INCLUDE = { status: true, model: { select: { name: true, paneMs: true, task: true } } } as const;
export type SloWithStatus = Prisma.SloGetPayload<{ include: typeof SLO_ROW_INCLUDE }>;

/** A stored SLO with what the worker last computed. Old numbers are shown with their age, but never as "ok". */
export function toSloRow(row: SloWithStatus, nowMs: number): SloRow {
  const record = toSloRecord(row);
  const { status, model } = row;
  const alert = (status?.alert ?? []) as AlertState;
  const measuredToMs = status?.measuredAt?.getTime() ?? null;
  const remaining = status?.budgetRemaining ?? null;
  return {
    id: row.id,
    name: row.name,
    modelId: row.modelId,
    modelName: model.name,
    kind: record.kind,
    target: row.target,
    windowDays: row.windowDays,
    calendar: record.calendar,
    objective: objectiveInShort(record),
    sentence: objectiveSentence({ ...record, modelName: model.name }),
    version: row.version,
    state: agedState((status?.state ?? 'unknown') as SloState, {
      measuredToMs,
      nowMs,
      staleAfterMs: staleAfterMs(model.paneMs),
    }),
    remaining,
    remainingDayAgo: status?.remainingDayAgo ?? null,
    burnRate: status?.burnRate ?? null,
    exhaustsAtMs: status?.exhaustsAt?.getTime() ?? null,
    coverage: status?.coverage ?? 0,
    good: Number(status?.good ?? 0n),
    bad: Number(status?.bad ?? 0n),
    unknown: Number(status?.unknown ?? 0n),
    firing: worstFiring(alert),
    strip: [],
    asOfMs: status?.asOf.getTime() ?? null,
    measuredAtMs: measuredToMs,
  };
}

function worstFiring(alert: AlertState): FiringView | null {
  const rank = { page: 0, ticket: 1 };
  const [worst] = alert
    .filter((state) => state.firing)
    .toSorted((a, b) => rank[a.severity] - rank[b.severity] || (a.sinceMs ?? 0) - (b.sinceMs ?? 0));
  if (worst === undefined) return null;
  return { rowId: worst.rowId, severity: worst.severity, sinceMs: worst.sinceMs ?? 0, frozen: worst.frozen };
}
