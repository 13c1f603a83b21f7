const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The site's own origin. On a loopback address all three spellings of it are the same machine. */
export function trustedOrigins(webUrl: string): string[] {
  const url = new URL(webUrl);
  if (!LOOPBACK.has(url.hostname)) return [url.origin];
  const port = url.port === '' ? '' : `:${url.port}`;
  return [...LOOPBACK].map((host) => `${url.protocol}//${host}${port}`);
}

/**
 * Whether a request that changes something comes from our own pages. Browsers send Origin with every POST; a request
 * without it is let through only where the browser vouches for it. A cookie alone is never enough.
 */
export function isSameSite(headers: Headers, webUrl: string): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  if (origin === null) return site === 'same-origin';
  return trustedOrigins(webUrl).includes(origin);
}
