import { auth } from '../../../../auth/auth.ts';
import { isSameSite } from '../../../../auth/trusted-origins.ts';
import { env } from '../../../../env.ts';

export const dynamic = 'force-dynamic';

/** The library offers far more; what Leeway does not use does not exist. */
const ALLOWED = new Set(['/api/auth/sign-in/email', '/api/auth/sign-in/link', '/api/auth/sign-out']);
const MAX_BODY_BYTES = 10_000;

export async function POST(request: Request): Promise<Response> {
  if (!ALLOWED.has(new URL(request.url).pathname)) return Response.json({ message: 'Not found.' }, { status: 404 });
  if (!isSameSite(request.headers, env().LEEWAY_WEB_URL))
    return Response.json({ message: 'Only our own pages may ask.' }, { status: 403 });
  if (Number(request.headers.get('content-length') ?? '0') > MAX_BODY_BYTES)
    return Response.json({ message: 'Too much.' }, { status: 413 });
  const response = await auth().handler(request);
  response.headers.set('cache-control', 'no-store');
  return response;
}
