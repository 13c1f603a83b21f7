import type { IncomingMessage } from 'node:http';

export const REQUIRED_HEADER = 'x-leeway-demo';

/**
 * Why a request that changes something is refused, or null. A page of another site can reach a loopback port through
 * its visitor's browser; browsers say so themselves, and can't set the header without a preflight that we don't answer.
 */
export function refusalFor(request: IncomingMessage): string | null {
  const { headers } = request;
  if (headers.origin !== undefined) return 'requests of web pages are refused';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none') return 'requests of web pages are refused';
  if (headers[REQUIRED_HEADER] !== '1') return `the header ${REQUIRED_HEADER}: 1 is missing`;
  return null;
}
