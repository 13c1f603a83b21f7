import { ModelId } from '@leeway/contracts';
import { SLI_KINDS, SLO_STATES, type SliKind } from '@leeway/slo';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { burnStrips } from './burn-strips.ts';
import { SLO_ROW_INCLUDE, toSloRow } from './to-slo-row.ts';
import type { SloRow } from './slo-views.ts';

/** SLOs that one list shows; beyond it the filters help. */
const MAX_ROWS = 500;

export const ListSlosInput = z.object({
  modelId: ModelId.optional(),
  kind: z.enum(SLI_KINDS as [SliKind, ...SliKind[]]).optional(),
  state: z.enum(SLO_STATES).optional(),
  text: z.string().trim().max(80).default(''),
  archived: z.boolean().default(false),
});
export type ListSlosInput = z.infer<typeof ListSlosInput>;

export type SloList = { items: SloRow[]; total: number; counts: Record<SloRow['state'], number>; asOfMs: number };

/** Worst first: what pages, what is gone, what burns, what is not known, then the least budget left. */
export async function listSlos({ ctx, input }: { ctx: Ctx; input: ListSlosInput }): Promise<SloList> {
  authorize(ctx.actor, 'read');
  const rows = await ctx.db.slo.findMany({
    where: {
      archivedAt: input.archived ? { not: null } : null,
      ...(input.modelId === undefined ? {} : { modelId: input.modelId }),
      ...(input.kind === undefined ? {} : { kind: input.kind }),
      ...(input.text === '' ? {} : { name: { contains: input.text, mode: 'insensitive' as const } }),
    },
    include: SLO_ROW_INCLUDE,
    take: MAX_ROWS,
    orderBy: { createdAt: 'desc' },
  });
  const nowMs = ctx.now().getTime();
  const all = rows.map((row) => toSloRow(row, nowMs)).toSorted(worstFirst);
  const counts = { ok: 0, burning: 0, exhausted: 0, unknown: 0 };
  for (const row of all) counts[row.state] += 1;
  const shown = input.state === undefined ? all : all.filter((row) => row.state === input.state);
  const strips = await burnStrips(ctx.db, shown, nowMs);
  const items = shown.map((row) => ({ ...row, strip: strips.get(row.id) ?? [] }));
  return { items, total: all.length, counts, asOfMs: nowMs };
}

function rank(row: SloRow): number {
  if (row.firing?.severity === 'page') return 0;
  return { exhausted: 1, burning: 2, unknown: 3, ok: 4 }[row.state];
}

function worstFirst(a: SloRow, b: SloRow): number {
  const left = (row: SloRow) => row.remaining ?? Infinity;
  const byBudget = left(a) === left(b) ? 0 : left(a) - left(b);
  return rank(a) - rank(b) || byBudget || (a.name < b.name ? -1 : 1);
}
