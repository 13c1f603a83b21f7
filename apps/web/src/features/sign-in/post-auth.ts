'use client';

import { z } from 'zod';

const Refusal = z.object({ message: z.string().max(500) });

/** Sends a form of the door. Null = let in; otherwise why not, in words. */
export async function postAuth(path: '/sign-in/email' | '/sign-in/link', body: unknown): Promise<string | null> {
  let response: Response;
  try {
    response = await fetch(`/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return 'The server did not answer. Try again.';
  }
  if (response.ok) return null;
  if (response.status === 429) return 'Too many attempts. Wait a minute, then try again.';
  const refusal = Refusal.safeParse(await response.json().catch(() => null));
  return refusal.success ? refusal.data.message : `The server refused (${response.status}).`;
}
