import { SloDocument } from '@leeway/slo';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { documentOfManifest, type ManifestSlo } from './manifest-slo.ts';
import { saveSlo } from './save-slo.ts';

/** The three that the demo model starts with. */
export const DEMO_SLOS: readonly ManifestSlo[] = [
  { name: 'Answers without error', description: '', kind: 'availability', target: 0.99, windowDays: 7 },
  { name: 'Answers within 100 ms', description: '', kind: 'latency', target: 0.95, windowDays: 7, thresholdMs: 100 },
  { name: 'Free of critical drift', description: '', kind: 'drift', target: 0.99, windowDays: 7 },
];

/**
 * Gives a model its first SLOs. A model that ever had one keeps what people made of them: nothing is created again,
 * however they were renamed or archived since.
 */
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
  if ((await ctx.db.slo.findFirst({ where: { modelId }, select: { id: true } })) !== null) return { created: [] };
  for (const slo of slos) {
    const document = SloDocument.parse(documentOfManifest(modelId, slo));
    await saveSlo({ ctx, input: { id: null, expectedVersion: null, document, reason: 'Came with the model' } });
  }
  return { created: slos.map((slo) => slo.name) };
}

export async function seedDemoSlos({ ctx, modelId }: { ctx: Ctx; modelId: string }): Promise<{ created: string[] }> {
  return seedSlos({ ctx, modelId, slos: DEMO_SLOS });
}
