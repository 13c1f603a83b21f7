import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { metrics } from './metrics.ts';

const GROUPS = [
  ['/_next/', 'static'],
  ['/api/trpc/live.', 'live'],
  ['/api/trpc', 'trpc'],
  ['/api/auth', 'auth'],
  ['/api/reference-drafts', 'upload'],
  ['/api/', 'probe'],
] as const;

/** Few groups, so that made-up paths cannot fill the registry. */
export function routeGroup(path: string): string {
  return GROUPS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'page';
}

type Exchange = { request: IncomingMessage; response: ServerResponse };

/** Times every HTTP exchange of the process through Node's own channels; Next has no hook around its pages. */
export function observeHttp(): void {
  const started = new WeakMap<IncomingMessage, bigint>();
  subscribe('http.server.request.start', (message) => {
    started.set((message as Exchange).request, process.hrtime.bigint());
  });
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as Exchange;
    const from = started.get(request);
    if (from === undefined) return;
    const group = routeGroup(request.url ?? '/');
    // A live connection lasts as long as its page; its length is not a duration of ours.
    if (group === 'live') return;
    metrics().httpSeconds.observe(
      { group, method: request.method ?? 'GET', status: `${Math.floor(response.statusCode / 100)}xx` },
      Number(process.hrtime.bigint() - from) / 1e9,
    );
  });
}
