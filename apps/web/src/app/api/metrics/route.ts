import { metrics } from '../../../server/metrics.ts';

export const dynamic = 'force-dynamic';

/** For Prometheus: counts and durations of this process, nothing about people or models. */
export async function GET(): Promise<Response> {
  const { registry } = metrics();
  return new Response(await registry.metrics(), {
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
  });
}
