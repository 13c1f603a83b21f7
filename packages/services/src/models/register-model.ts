import { randomUUID } from 'node:crypto';
import { notifyLive } from '@leeway/store';
import { actorName } from '@leeway/response';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { seedSlos } from '../slos/seed-slos.ts';
import { inTransaction } from '../transaction.ts';
import { activateReference, storeReference } from './activate-reference.ts';
import { freezeReference } from './freeze-reference.ts';
import { ModelManifest } from './model-manifest.ts';
import { refuseOtherMapping } from './refuse-other-mapping.ts';
import { refuseSharedTopics } from './refuse-shared-topics.ts';

export type RegisterModelInput = {
  manifest: unknown;
  /** Parsed rows of the reference: prediction events, with `label` where it is known. */
  rows: AsyncIterable<unknown> | Iterable<unknown>;
  /** Where the rows come from, in words. */
  source: string;
  /** `text`: features are cells of a CSV table, whose kinds are told from what they look like. */
  cells?: 'json' | 'text';
  /** The file the rows were read from and what its bytes hash to; asked after the last row. */
  file?: () => { name: string; sha256: string } | undefined;
};

export type RegisteredModel = {
  modelId: string;
  referenceId: string;
  rowCount: number;
  outcome: 'created' | 'updated';
};

/**
 * Has a model watched, or changes what is known of one. The reference is frozen from rows as they stream by; the same
 * rows again change nothing, so that a reference chosen later (a re-baseline) stays.
 */
export async function registerModel({ ctx, input }: { ctx: Ctx; input: RegisterModelInput }): Promise<RegisteredModel> {
  authorize(ctx.actor, 'registerModel');
  const manifest = parseManifest(input.manifest);
  const { reference, quality } = await freezeReference({
    manifest,
    rows: input.rows,
    cells: input.cells,
    provenance: () => {
      const file = input.file?.();
      return {
        kind: 'file',
        detail: `${manifest.id}, ${input.source}`.slice(0, 4_000),
        createdBy: actorName(ctx.actor),
        ...(file === undefined ? {} : { file }),
      };
    },
  });
  const registered = await inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    await refuseOtherMapping(tx, manifest);
    await refuseSharedTopics(tx, manifest);
    const before = await tx.model.findUnique({ where: { id: manifest.id } });
    const { features: _kinds, slos: _slos, ...data } = manifest;
    await tx.model.upsert({
      where: { id: manifest.id },
      create: { ...data, createdAt: at },
      update: { ...data, archivedAt: null },
    });
    const { isNew } = await storeReference(tx, { modelId: manifest.id, reference, quality, at });
    if (isNew || before?.activeReferenceId === null || before === null)
      await activateReference(tx, {
        modelId: manifest.id,
        referenceId: reference.id,
        previousId: before?.activeReferenceId ?? null,
        detail: `${reference.rowCount} rows from ${input.source}`,
        actor: ctx.actor,
        at,
        changeId: `reference:${randomUUID()}`,
      });
    await notifyLive(tx, { kind: 'model', modelId: manifest.id, atMs: at.getTime() });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'model.register',
      target: `model:${manifest.id}`,
      data: {
        referenceId: reference.id,
        previousId: before?.activeReferenceId ?? null,
        rows: reference.rowCount,
        predictionTopic: manifest.predictionTopic,
      },
    });
    return {
      modelId: manifest.id,
      referenceId: reference.id,
      rowCount: reference.rowCount,
      outcome: before === null ? ('created' as const) : ('updated' as const),
    };
  });
  await seedSlos({ ctx, modelId: manifest.id, slos: manifest.slos });
  return registered;
}

function parseManifest(manifest: unknown): ModelManifest {
  const parsed = ModelManifest.safeParse(manifest);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || '(file)'}: ${message}`,
  );
  throw new ServiceError('invalid', `The model's description does not fit: ${problems.slice(0, 10).join('; ')}`);
}
