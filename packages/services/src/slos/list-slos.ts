import { ModelId } from '@leeway/contracts';
import { SLI_KINDS, SLO_STATES, STALE_AFTER_MS, type SliKind } from '@leeway/slo';
import { worstSlos } from '@leeway/store';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { burnStrips } from './burn-strips.ts';
import { SLO_ROW_INCLUDE, toSloRow } from './to-slo-row.ts';
import type { SloRow } from './slo-views.ts';

/** Where a page ended: the order of the list, so that what changed meanwhile neither repeats nor hides a row below. */
const SloCursor = z.object({
  rank: z.int().min(0).max(9),
  left: z.number(),
  name: z.string().max(200),
  id: z.string().max(100),
});
export type SloCursor = z.infer<typeof SloCursor>;

export const ListSlosInput = z.object({
  modelId: ModelId.optional(),
  kind: z.enum(SLI_KINDS as [SliKind, ...SliKind[]]).optional(),
  state: z.enum(SLO_STATES).optional(),
  text: z.string().trim().max(80).default(''),
  archived: z.boolean().default(false),
  limit: z.int().min(1).max(100).default(50),
  cursor: SloCursor.nullish(),
});
export type ListSlosInput = z.infer<typeof ListSlosInput>;

export type SloList = {
  items: SloRow[];
  /** Of all that fit, whatever their state. */
  total: number;
  counts: Record<SloRow['state'], number>;
  /** Null: there are no more. */
  nextCursor: SloCursor | null;
  asOfMs: number;
};

/** Worst first: what pages, what is gone, what burns, what is not known, then the least budget left. */
export async function listSlos({ ctx, input }: { ctx: Ctx; input: ListSlosInput }): Promise<SloList> {
  authorize(ctx.actor, 'read');
  const nowMs = ctx.now().getTime();
  const { limit, cursor, ...filter } = input;
  const { places, counts } = await worstSlos(ctx.db, {
    filter,
    nowMs,
    stale: { leastMs: STALE_AFTER_MS, panes: 2, besidesMs: 60_000 },
    after: cursor ?? null,
    limit: limit + 1,
  });
  const page = places.slice(0, limit);
  const ids = page.map(({ id }) => id);
  const rows = await ctx.db.slo.findMany({ where: { id: { in: ids } }, include: SLO_ROW_INCLUDE });
  const strips = await burnStrips(ctx.db, rows, nowMs);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const items = ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ ...toSloRow(row, nowMs), strip: strips.get(id) ?? [] }];
  });
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { items, total, counts, nextCursor: places.length > limit ? (page.at(-1) ?? null) : null, asOfMs: nowMs };
}
