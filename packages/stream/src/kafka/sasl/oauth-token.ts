import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export type OauthSource =
  /** A file that something else keeps fresh, as Kubernetes does with projected tokens. */
  | { kind: 'file'; path: string }
  /** RFC 6749, section 4.4. */
  | { kind: 'client-credentials'; url: string; clientId: string; clientSecret: string; scope?: string };

const WITHIN_MS = 10_000;
/** A new one is asked for when so much of a token's life is over... */
const USED_SHARE = 0.8;
/**
 * ...or so little is left. kafkajs signs in anew 10 s before a session ends, and a session that begins with less is
 * signed in again at once, which brokers refuse.
 */
const LEAST_LEFT_MS = 30_000;
const Answer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(300) });

/** Gives a valid token whenever a connection signs in; a fetched one is kept for most of its life. */
export function oauthProvider(source: OauthSource, now: () => number): () => Promise<{ value: string }> {
  let known: { value: string; untilMs: number } | null = null;
  return async () => {
    if (source.kind === 'file') return { value: (await readFile(source.path, 'utf8')).trim() };
    if (known !== null && now() < known.untilMs) return { value: known.value };
    const { access_token: value, expires_in: seconds } = await fetchToken(source);
    const lifeMs = seconds * 1_000;
    known = { value, untilMs: now() + Math.min(lifeMs * USED_SHARE, lifeMs - LEAST_LEFT_MS) };
    return { value };
  };
}

async function fetchToken(source: Extract<OauthSource, { kind: 'client-credentials' }>) {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (source.scope !== undefined) form.set('scope', source.scope);
  const response = await fetch(source.url, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(
        `${encodeURIComponent(source.clientId)}:${encodeURIComponent(source.clientSecret)}`,
      ).toString('base64')}`,
    },
    body: form,
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`);
  return Answer.parse(await response.json());
}
