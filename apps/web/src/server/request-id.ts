import { randomBytes } from 'node:crypto';

const GIVEN = /^[A-Za-z0-9_-]{4,64}$/u;

/** The id that a proxy in front gave, when it is a plain one; otherwise eight hex digits of our own. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && GIVEN.test(given) ? given : randomBytes(4).toString('hex');
}
