import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import type { RunbookDetail } from './runbook-view.ts';
import { toRunbookRow } from './to-runbook-row.ts';

export const RunbookId = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u, 'lower-case letters, digits, -');
/** `version` asks for an earlier text. */
export const GetRunbookInput = z.object({ id: RunbookId, version: z.int().min(1).optional() });
export type GetRunbookInput = z.infer<typeof GetRunbookInput>;

const MAX_VERSIONS = 100;

export async function getRunbook({ ctx, input }: { ctx: Ctx; input: GetRunbookInput }): Promise<RunbookDetail> {
  authorize(ctx.actor, 'read');
  const row = await ctx.db.runbook.findUnique({
    where: { id: input.id },
    include: {
      versions: {
        orderBy: { version: 'desc' },
        take: MAX_VERSIONS,
        select: { version: true, savedAt: true, savedBy: true },
      },
    },
  });
  if (row === null) throw new ServiceError('not-found', `There is no runbook ${input.id}.`);
  const versions = row.versions.map((version) => ({
    version: version.version,
    savedAtMs: version.savedAt.getTime(),
    savedBy: version.savedBy,
  }));
  if (input.version === undefined || input.version === row.version)
    return { ...toRunbookRow(row), markdown: row.markdown, versions };
  const earlier = await ctx.db.runbookVersion.findUnique({
    where: { runbookId_version: { runbookId: input.id, version: input.version } },
  });
  if (earlier === null) throw new ServiceError('not-found', `Runbook ${input.id} has no version ${input.version}.`);
  const asThen = {
    ...row,
    title: earlier.title,
    markdown: earlier.markdown,
    match: earlier.match,
    version: earlier.version,
    updatedAt: earlier.savedAt,
    updatedBy: earlier.savedBy,
  };
  return { ...toRunbookRow(asThen), markdown: earlier.markdown, versions };
}
