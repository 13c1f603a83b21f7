import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowLongUploads } from './allow-long-uploads.ts';

let server: Server;
let stop: () => void;

beforeEach(async () => {
  // Node's five minutes, made short.
  server = createServer(
    { requestTimeout: 200, headersTimeout: 200, connectionsCheckingInterval: 50 },
    (incoming, outgoing) => {
      let bytes = 0;
      incoming.on('data', (chunk: Buffer) => (bytes += chunk.length));
      incoming.on('end', () => outgoing.end(String(bytes)));
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stop = allowLongUploads();
});
afterEach(async () => {
  stop();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** Sends a body that takes longer than requests may. */
async function sendSlowly(path: string): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, path, method: 'POST', headers: { 'content-length': 2 } });
  const answered = Promise.race([
    once(sent, 'response').then(([response]) => (response as { statusCode: number }).statusCode),
    once(sent, 'error').then(() => 0),
  ]);
  sent.write('a');
  await sleep(600);
  sent.end('b');
  return answered;
}

describe('long uploads', () => {
  it('may take longer than other requests', async () => {
    expect(await sendSlowly('/api/reference-drafts?name=a.csv')).toBe(200);
  });

  it('are the only ones', async () => {
    expect(await sendSlowly('/api/trpc/models.create')).not.toBe(200);
  });
});
