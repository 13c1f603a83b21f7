import { ServiceError, type ErrorCode } from '@leeway/services';
import { TableError } from '@leeway/tables';
import { getActor } from '../../../auth/get-actor.ts';
import { isSameSite } from '../../../auth/trusted-origins.ts';
import { env } from '../../../env.ts';
import { log } from '../../../server/log.ts';
import { requestIdOf } from '../../../server/request-id.ts';
import { runtime } from '../../../server/runtime.ts';
import { draftOfUpload } from '../../../server/uploads/draft-of-upload.ts';
import { refuseTooLarge } from '../../../server/uploads/receive-file.ts';
import { UploadRefused } from '../../../server/uploads/upload-refused.ts';

export const dynamic = 'force-dynamic';

const STATUS = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  invalid: 400,
  conflict: 409,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** Takes a file of rows, CSV or JSON Lines, as the body; answers with the draft that was frozen from it. */
export async function POST(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const answer = (status: number, content: object) =>
    Response.json(
      { ...content, requestId },
      { status, headers: { 'x-request-id': requestId, 'cache-control': 'no-store' } },
    );
  if (!isSameSite(request.headers, env().LEEWAY_WEB_URL))
    return answer(403, { message: 'Only our own pages may ask.' });
  try {
    const actor = await getActor(request.headers);
    if (actor === null) return answer(401, { message: 'Sign in first.' });
    refuseTooLarge(request.headers);
    const ctx = { db: runtime().db, actor, now: () => new Date(), requestId };
    const query = Object.fromEntries(new URL(request.url).searchParams);
    return answer(201, await draftOfUpload({ ctx, query, body: request.body }));
  } catch (error) {
    if (error instanceof TableError) return answer(422, { message: error.message, ...error.place });
    if (error instanceof UploadRefused) return answer(error.status, { message: error.message });
    if (error instanceof ServiceError) return answer(STATUS[error.code], { message: error.message });
    // The browser went away while it sent: nobody is there to be told.
    if (request.signal.aborted) return answer(400, { message: 'The file did not come whole.' });
    log().error({ err: error, requestId }, 'an upload failed');
    return answer(500, { message: `Something failed on our side. Request ${requestId}` });
  }
}
