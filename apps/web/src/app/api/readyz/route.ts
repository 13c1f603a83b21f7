import { isStoreReachable } from '../../../server/is-store-reachable.ts';

export const dynamic = 'force-dynamic';

/** The process can serve pages: it reaches its store. */
export async function GET(): Promise<Response> {
  const ready = await isStoreReachable();
  return new Response(ready ? 'ready\n' : 'the store does not answer\n', {
    status: ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
