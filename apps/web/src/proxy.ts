import { NextResponse, type NextRequest } from 'next/server';
import { signInPath } from './auth/return-path.ts';

const SESSION_COOKIES = ['leeway.session_token', '__Secure-leeway.session_token'];
const PUBLIC_PATHS = new Set(['/sign-in', '/sign-in/link']);

/** Scripts run only with this request's nonce. Styles may be inline: components place things by style attributes. */
function contentSecurityPolicy(nonce: string): string {
  const evaluate = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluate}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Before every page: a nonce, and the way to the sign-in page for browsers without a session cookie. Whether the
 * cookie is any good is checked by the page and by every procedure.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const isSignedIn = SESSION_COOKIES.some((name) => request.cookies.has(name));
  if (!isSignedIn && !PUBLIC_PATHS.has(pathname)) {
    const target = new URL(request.nextUrl);
    const [path, query] = signInPath(`${pathname}${search}`).split('?');
    target.pathname = path ?? '/sign-in';
    target.search = query === undefined ? '' : `?${query}`;
    return NextResponse.redirect(target);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  headers.set('x-leeway-path', `${pathname}${search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: ['/((?!api/|_next/static|_next/image|favicon.ico|icon.svg).*)'] };
