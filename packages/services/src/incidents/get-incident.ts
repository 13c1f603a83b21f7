import { JUDGEMENTS, type IncidentEvidence, type Voice } from '@leeway/response';
import type { Db } from '@leeway/store';
import { z } from 'zod';
import { toChangeView } from '../changes/to-change-view.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { toRemediationViews } from '../remediation/to-remediation-view.ts';
import type { IncidentDetail } from './incident-views.ts';
import { toIncidentRow } from './to-incident-row.ts';

export const GetIncidentInput = z.object({ number: z.int().min(1).max(2_147_483_647) });
export type GetIncidentInput = z.infer<typeof GetIncidentInput>;

const Judgement = z.enum(JUDGEMENTS);
const MAX_TIMELINE = 500;
const MAX_SERIES = 720;
const AROUND_MS = 30 * 60_000;

/** Ratios of the windows from half an hour before it began; the newest ones when there are too many. */
async function seriesAround(
  db: Db,
  incident: { modelId: string; beganAt: Date; resolvedAt: Date | null },
): Promise<IncidentDetail['series']> {
  const rows = await db.evaluation.findMany({
    where: {
      modelId: incident.modelId,
      windowEndAt: {
        gte: new Date(incident.beganAt.getTime() - AROUND_MS),
        ...(incident.resolvedAt === null ? {} : { lte: new Date(incident.resolvedAt.getTime() + AROUND_MS) }),
      },
      verdict: { notIn: ['insufficient', 'no-data'] },
    },
    select: { windowEndAt: true, ratio: true },
    orderBy: { windowEndAt: 'desc' },
    take: MAX_SERIES,
  });
  return rows.toReversed().map((row) => ({ endMs: row.windowEndAt.getTime(), ratio: row.ratio }));
}

export async function getIncident({ ctx, input }: { ctx: Ctx; input: GetIncidentInput }): Promise<IncidentDetail> {
  authorize(ctx.actor, 'read');
  const nowMs = ctx.now().getTime();
  const row = await ctx.db.incident.findUnique({
    where: { number: input.number },
    include: {
      model: { select: { name: true } },
      timeline: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: MAX_TIMELINE },
      remediations: { orderBy: { number: 'desc' }, take: 50 },
    },
  });
  if (row === null) throw new ServiceError('not-found', `There is no incident INC-${input.number}.`);
  const evidence = row.evidence as unknown as IncidentEvidence;
  const [runbook, previous, changes, series, remediations] = await Promise.all([
    row.runbookId === null
      ? null
      : ctx.db.runbook.findUnique({ where: { id: row.runbookId }, select: { id: true, title: true } }),
    row.previousId === null
      ? null
      : ctx.db.incident.findUnique({ where: { id: row.previousId }, select: { number: true } }),
    ctx.db.changeEvent.findMany({
      where: { id: { in: evidence.relatedChangeIds.slice(0, 50) } },
      orderBy: { at: 'desc' },
    }),
    seriesAround(ctx.db, row),
    toRemediationViews({
      db: ctx.db,
      rows: row.remediations.map((remediation) => ({
        ...remediation,
        incident: { number: row.number, title: row.title },
      })),
      actor: ctx.actor,
      nowMs,
    }),
  ]);
  return {
    ...toIncidentRow({ ...row, remediations: row.remediations.filter(({ state }) => state === 'proposed') }),
    evidence,
    runbook,
    previousNumber: previous?.number ?? null,
    timeline: row.timeline.map((entry) => ({
      id: String(entry.id),
      atMs: entry.at.getTime(),
      voice: entry.voice as Voice,
      actor: entry.actor,
      text: entry.text,
      isComment: (entry.data as { comment?: unknown }).comment === true,
      judgement: Judgement.catch('critical').parse((entry.data as { judgement?: unknown }).judgement),
    })),
    relatedChanges: changes.map(toChangeView),
    remediations,
    series,
    asOfMs: nowMs,
  };
}
