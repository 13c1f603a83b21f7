const MAX_LENGTH = 2_000;

/** Only paths of this site survive: anything that a browser could read as another origin becomes `/`. */
export function safeReturnPath(candidate: string | null | undefined): string {
  if (candidate === null || candidate === undefined || candidate.length > MAX_LENGTH) return '/';
  if (!candidate.startsWith('/') || candidate.startsWith('//')) return '/';
  for (const character of candidate) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\\' || code <= 0x20 || code === 0x7f) return '/';
  }
  const base = 'http://leeway.invalid';
  const url = URL.parse(candidate, base);
  if (url === null || url.origin !== base) return '/';
  if (url.pathname.startsWith('//') || url.pathname === '/sign-in' || url.pathname.startsWith('/sign-in/')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Where to sign in, and where to go afterwards. */
export function signInPath(returnPath: string): string {
  const next = safeReturnPath(returnPath);
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}
