import { defaultSpec, SLI_KINDS, SloDocument, type SliKind } from '@leeway/slo';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { saveSlo } from './save-slo.ts';

/** An SLO as a model's manifest says it: what is left out takes the kind's defaults. */
export const ManifestSlo = z.object({
  name: z.string().min(1).max(80),
  description: z.string().max(1_050).default(''),
  kind: z.enum(SLI_KINDS as [SliKind, ...SliKind[]]),
  target: z.number(),
  windowDays: z.int(),
  /** For the kind `latency`: one of the measured edges. */
  thresholdMs: z.number().optional(),
});
export type ManifestSlo = z.infer<typeof ManifestSlo>;

/** The three that the demo model starts with. */
export const DEMO_SLOS: readonly ManifestSlo[] = [
  { name: 'Answers without error', description: '', kind: 'availability', target: 0.99, windowDays: 7 },
  { name: 'Answers within 100 ms', description: '', kind: 'latency', target: 0.95, windowDays: 7, thresholdMs: 100 },
  { name: 'Free of critical drift', description: '', kind: 'drift', target: 0.99, windowDays: 7 },
];

function documentFor(modelId: string, slo: ManifestSlo): SloDocument {
  const { name, description, target, windowDays } = slo;
  const spec = defaultSpec({ kind: slo.kind, target, windowDays });
  const threshold = slo.thresholdMs === undefined ? {} : { thresholdMs: slo.thresholdMs };
  return SloDocument.parse({ modelId, name, description, target, windowDays, spec: { ...spec, ...threshold } });
}

/** Creates those that the model does not have, by name. Doing it again creates nothing, whatever was edited since. */
export async function seedSlos({
  ctx,
  modelId,
  slos,
}: {
  ctx: Ctx;
  modelId: string;
  slos: readonly ManifestSlo[];
}): Promise<{ created: string[] }> {
  authorize(ctx.actor, 'editSlo');
  const known = await ctx.db.slo.findMany({ where: { modelId }, select: { name: true } });
  const names = new Set(known.map((slo) => slo.name.toLowerCase()));
  const created: string[] = [];
  for (const slo of slos) {
    if (names.has(slo.name.toLowerCase())) continue;
    const document = documentFor(modelId, slo);
    await saveSlo({ ctx, input: { id: null, expectedVersion: null, document, reason: 'Came with the model' } });
    created.push(slo.name);
  }
  return { created };
}

export async function seedDemoSlos({ ctx, modelId }: { ctx: Ctx; modelId: string }): Promise<{ created: string[] }> {
  return seedSlos({ ctx, modelId, slos: DEMO_SLOS });
}
