import { ModelId } from '@leeway/contracts';
import { INCIDENT_STATES, SEVERITIES } from '@leeway/response';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import type { IncidentRow } from './incident-views.ts';
import { INCIDENT_ROW_INCLUDE, toIncidentRow } from './to-incident-row.ts';

/** `open` = triggered or acknowledged; `unresolved` also has the mitigated ones. */
export const INCIDENT_FILTERS = ['open', 'unresolved', 'resolved', 'all'] as const;

export const ListIncidentsInput = z.object({
  filter: z.enum(INCIDENT_FILTERS).default('all'),
  severity: z.enum(SEVERITIES).optional(),
  modelId: ModelId.optional(),
  limit: z.int().min(1).max(200).default(50),
  offset: z.int().min(0).max(10_000).default(0),
});
export type ListIncidentsInput = z.infer<typeof ListIncidentsInput>;

const STATES: Record<ListIncidentsInput['filter'], string[]> = {
  open: ['triggered', 'acknowledged'],
  unresolved: ['triggered', 'acknowledged', 'mitigated'],
  resolved: ['resolved'],
  all: [...INCIDENT_STATES],
};

/** Newest first. */
export async function listIncidents({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ListIncidentsInput;
}): Promise<{ items: IncidentRow[]; total: number; open: number }> {
  authorize(ctx.actor, 'read');
  const where = {
    state: { in: STATES[input.filter] },
    ...(input.severity === undefined ? {} : { severity: input.severity }),
    ...(input.modelId === undefined ? {} : { modelId: input.modelId }),
  };
  const [rows, total, open] = await Promise.all([
    ctx.db.incident.findMany({
      where,
      include: INCIDENT_ROW_INCLUDE,
      orderBy: { number: 'desc' },
      take: input.limit,
      skip: input.offset,
    }),
    ctx.db.incident.count({ where }),
    ctx.db.incident.count({ where: { state: { in: STATES.open } } }),
  ]);
  return { items: rows.map(toIncidentRow), total, open };
}
