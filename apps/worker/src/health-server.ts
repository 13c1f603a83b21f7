import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

/**
 * /healthz: the process answers. /readyz: every pipeline does its work, or 503 with the reasons. /metrics: Prometheus.
 */
export async function startHealthServer(input: {
  host: string;
  port: number;
  registry: Registry;
  notReady: () => Promise<string[]>;
}): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const send = (status: number, type: string, body: string) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    };
    const sendJson = (status: number, body: object) => send(status, 'application/json', JSON.stringify(body));
    const answer = async () => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return sendJson(405, { error: 'GET only' });
      switch ((request.url ?? '/').split('?')[0] ?? '/') {
        case '/healthz':
          return sendJson(200, { status: 'ok' });
        case '/readyz': {
          const reasons = await input.notReady();
          return sendJson(reasons.length === 0 ? 200 : 503, { ready: reasons.length === 0, reasons });
        }
        case '/metrics':
          return send(200, input.registry.contentType, await input.registry.metrics());
        default:
          return sendJson(404, { error: 'not found' });
      }
    };
    answer().catch(() => {
      if (!response.headersSent) sendJson(500, { error: 'failed' });
    });
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(input.port, input.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
