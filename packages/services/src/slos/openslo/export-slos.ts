import { ModelId } from '@leeway/contracts';
import { OPEN_SLO_EXPORT_NOTES, toOpenSlo } from '@leeway/slo';
import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { authorize } from '../../people/authorize.ts';
import { SloId } from '../slo-input.ts';
import { documentOf, toSloRecord } from '../slo-record.ts';
import { writeYaml } from './yaml-documents.ts';

/** More than any list shows; a file of them stays below what an import takes. */
const MAX_SLOS = 500;

export const ExportSlosInput = z.object({
  /** Only these; null = all in use. */
  ids: z.array(SloId).min(1).max(MAX_SLOS).nullable().default(null),
  modelId: ModelId.nullable().default(null),
});
export type ExportSlosInput = z.infer<typeof ExportSlosInput>;

export type SloExport = {
  slos: number;
  documents: object[];
  /** The documents as a file of openslo/v1. */
  yaml: string;
  /** What the specification can't say, and where it went. */
  notes: readonly string[];
};

/** SLOs in use as OpenSLO documents, by model and name, so that the same SLOs give the same file. */
export async function exportSlos({ ctx, input }: { ctx: Ctx; input: ExportSlosInput }): Promise<SloExport> {
  authorize(ctx.actor, 'read');
  const rows = await ctx.db.slo.findMany({
    where: {
      ...(input.ids === null ? { archivedAt: null } : { id: { in: input.ids } }),
      ...(input.modelId === null ? {} : { modelId: input.modelId }),
    },
    include: { model: { select: { name: true } } },
    orderBy: [{ modelId: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    take: MAX_SLOS + 1,
  });
  if (rows.length > MAX_SLOS)
    throw new ServiceError('invalid', `More than ${MAX_SLOS} SLOs: export them model by model.`);
  const missing = input.ids?.find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) throw new ServiceError('not-found', `There is no SLO ${missing}.`);
  const documents = toOpenSlo(
    rows.map((row) => ({
      id: row.id,
      version: row.version,
      modelName: row.model.name,
      document: documentOf(toSloRecord(row)),
    })),
  );
  return { slos: rows.length, documents, yaml: writeYaml(...documents), notes: OPEN_SLO_EXPORT_NOTES };
}
