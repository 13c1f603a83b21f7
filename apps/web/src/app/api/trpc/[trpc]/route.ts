import { appRouter } from '@leeway/api';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { getActor } from '../../../../auth/get-actor.ts';
import { isSameSite } from '../../../../auth/trusted-origins.ts';
import { env } from '../../../../env.ts';
import { apiContext } from '../../../../server/api-context.ts';
import { requestIdOf } from '../../../../server/request-id.ts';
import { runtime } from '../../../../server/runtime.ts';

export const dynamic = 'force-dynamic';

function refuse(status: number, message: string, requestId: string): Response {
  return Response.json({ message, requestId }, { status, headers: { 'x-request-id': requestId } });
}

async function handle(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const { ending } = runtime();
  // When the process ends, live connections end with it instead of holding it up.
  const signal = AbortSignal.any([request.signal, ending]);
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: new Request(request, { signal }),
    router: appRouter,
    createContext: async () => apiContext({ actor: await getActor(request.headers), requestId }),
  });
  response.headers.set('x-request-id', requestId);
  response.headers.set('cache-control', 'no-store');
  return response;
}

export async function GET(request: Request): Promise<Response> {
  if (request.headers.get('sec-fetch-site') === 'cross-site')
    return refuse(403, 'Only our own pages may ask.', requestIdOf(request.headers));
  return handle(request);
}

/** Mutations: JSON only (a form of another site cannot send it without asking first), from our own pages only. */
export async function POST(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return refuse(415, 'Send JSON.', requestId);
  if (!isSameSite(request.headers, env().LEEWAY_WEB_URL)) return refuse(403, 'Only our own pages may ask.', requestId);
  return handle(request);
}
