import { stretchStartMs, type AlarmFacts, type DriftRuleSettings, type FrozenReference } from '@leeway/drift';
import { firstPaneStartMs, rowsByDay, type Db, type ModelModel } from '@leeway/store';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Own days beyond these are not looked at: panes are not kept for ever. */
const MOST_OWN_DAYS = 60;

export type AlarmSubject = { model: ModelModel; reference: FrozenReference; settings: DriftRuleSettings };

/** What is known of where alarms could be learnt. Windows up to `evaluatedToMs` are complete. */
export async function loadAlarmFacts(
  db: Db,
  { model, reference, settings }: AlarmSubject,
  evaluatedToMs: number,
): Promise<AlarmFacts> {
  const { provenance } = reference;
  const facts = { provenance, paneMs: model.paneMs, settings: settings.alarms };
  const panesOf = { modelId: model.id, gridId: reference.gridId };
  const { fromMs, toMs } = provenance;
  const stretch = fromMs === undefined || toMs === undefined ? null : { fromMs, toMs };
  const stretchMs = stretch === null ? null : stretchStartMs(stretch);
  const firstMs = await firstPaneStartMs(db, { ...panesOf, fromMs: 0 });
  const ownMs = firstMs === null ? null : Math.floor(firstMs / HOUR_MS) * HOUR_MS;
  return {
    ...facts,
    stretch:
      stretch === null || stretchMs === null
        ? null
        : await dayRows(db, panesOf, stretchMs, Math.ceil((stretch.toMs - stretchMs) / DAY_MS)),
    own: ownMs === null ? null : await dayRows(db, panesOf, ownMs, Math.floor((evaluatedToMs - ownMs) / DAY_MS)),
    incidents: await incidentsOf(db, model.id),
  };
}

async function dayRows(db: Db, panesOf: { modelId: string; gridId: string }, startMs: number, days: number) {
  const bounded = Math.max(0, Math.min(MOST_OWN_DAYS, days));
  return { startMs, rows: await rowsByDay(db, { ...panesOf, startMs, days: bounded }) };
}

async function incidentsOf(db: Db, modelId: string): Promise<AlarmFacts['incidents']> {
  const rows = await db.incident.findMany({
    where: { modelId },
    select: { beganAt: true, mitigatedAt: true, resolvedAt: true },
    orderBy: { number: 'desc' },
    take: 1_000,
  });
  return rows.map(({ beganAt, mitigatedAt, resolvedAt }) => ({
    fromMs: beganAt.getTime(),
    toMs: (mitigatedAt ?? resolvedAt)?.getTime() ?? Infinity,
  }));
}
