import { createHash } from 'node:crypto';
import {
  authorize,
  createReferenceDraft,
  DraftKinds,
  DraftTask,
  PositiveClass,
  ServiceError,
  type Ctx,
} from '@leeway/services';
import type { UnnamedFile } from '@leeway/tables';
import { z } from 'zod';
import { receiveFile } from './receive-file.ts';
import { uploadedRows } from './uploaded-rows.ts';
import { UploadRefused } from './upload-refused.ts';

/** Files at a time: each takes disk, and a core while it is read. */
const AT_ONCE = 2;
const Column = z.string().min(1).max(200).optional();

/** What the address of an upload says. */
export const UploadQuery = z.strictObject({
  name: z.string().trim().min(1, 'the file’s name is missing').max(200),
  kinds: z
    .string()
    .max(262_144)
    .default('{}')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(DraftKinds),
  positiveClass: PositiveClass,
  task: DraftTask,
  time: Column,
  score: Column,
  prediction: Column,
  label: Column,
  /** Names of columns that are no features, with commas between them. */
  ignore: z.string().max(10_000).default(''),
});

let underway = 0;

/** A draft of a reference from a file that somebody sends. The file is put on disk first and is gone afterwards. */
export async function draftOfUpload({
  ctx,
  query,
  body,
}: {
  ctx: Ctx;
  query: unknown;
  body: ReadableStream<Uint8Array> | null;
}): Promise<{ draftId: string; rowCount: number }> {
  authorize(ctx.actor, 'registerModel');
  const parsed = UploadQuery.safeParse(query);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ServiceError('invalid', `${issue?.path.join('.') || 'query'}: ${issue?.message ?? 'does not fit'}`);
  }
  if (body === null) throw new ServiceError('invalid', 'The request has no body: send the file.');
  if (underway >= AT_ONCE)
    throw new UploadRefused(503, 'Other files are being read at the moment: try again when they are done.');
  underway += 1;
  try {
    const file = await receiveFile(body);
    try {
      return await draftOfFile(ctx, parsed.data, file);
    } finally {
      await file.close();
    }
  } finally {
    underway -= 1;
  }
}

async function draftOfFile(
  ctx: Ctx,
  { name, kinds, positiveClass, task, ignore, ...roles }: z.output<typeof UploadQuery>,
  file: UnnamedFile,
): Promise<{ draftId: string; rowCount: number }> {
  if (file.bytes === 0) throw new ServiceError('invalid', 'The file is empty.');
  const named = Object.entries(roles).filter(([, column]) => column !== undefined);
  const columns = { ...Object.fromEntries(named), ignore: ignore.split(',').filter((column) => column !== '') };
  const { modelId, cells, rows } = await uploadedRows({ file, name, columns });
  const sha256 = await hashOf(file);
  return createReferenceDraft({
    ctx,
    input: {
      modelId,
      kinds,
      positiveClass,
      task,
      rows,
      cells,
      source: `the file ${name}`,
      provenance: () => ({ kind: 'file', file: { name, sha256 } }),
    },
  });
}

async function hashOf(file: UnnamedFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of file.read() as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
