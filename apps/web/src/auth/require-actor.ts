import type { Actor } from '@leeway/response';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { getActor } from './get-actor.ts';
import { signInPath } from './return-path.ts';

/** Whoever is signed in; everybody else is sent to the sign-in page and comes back afterwards. */
export const requireActor = cache(async (): Promise<Actor> => {
  const head = await headers();
  const actor = await getActor(head);
  if (actor === null) redirect(signInPath(head.get('x-leeway-path') ?? '/'));
  return actor;
});
