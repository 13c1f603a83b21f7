import type { Server } from 'node:http';
import { request as rawRequest } from 'node:http';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { DemoView } from './demo-view.ts';
import { createDemoServer, listen } from './server.ts';

const ours = { 'x-leeway-demo': '1' };
const servers: Server[] = [];

async function serve(over: Partial<DemoView> = {}, view: 'ready' | 'starting' = 'ready') {
  const started: unknown[] = [];
  const demo: DemoView = {
    health: () => ({ ok: true, reason: 'serving' }),
    state: () => ({ version: 'v2' }),
    scenarios: () => ({ scenarios: [] }),
    start: (name, options) => {
      started.push({ name, ...options });
      return { ok: true };
    },
    stop: () => ({ ok: true }),
    reference: function* (rows) {
      for (let row = 0; row < Math.min(rows, 5_000); row += 1) yield `{"row":${row}}\n`;
    },
    ...over,
  };
  const server = createDemoServer(
    () => ({ view: view === 'ready' ? demo : null, waitingFor: 'training' }),
    pino({ level: 'silent' }),
  );
  servers.push(server);
  const port = await listen(server, '127.0.0.1', 0);
  const call = (path: string, options: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, options);
  return { call, port, started };
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** fetch forbids some headers that browsers set themselves. */
function statusWith(port: number, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = rawRequest({ port, path: '/scenarios/broken-feed', method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('the loopback page', () => {
  it('starts a scenario with its options', async () => {
    const { call, started } = await serve();
    const response = await call('/scenarios/slow-release', {
      method: 'POST',
      headers: ours,
      body: '{"rate":250,"seconds":90}',
    });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ version: 'v2' });
    expect(started).toEqual([{ name: 'slow-release', startedBy: 'hand', ratePerSecond: 250, lastsMs: 90_000 }]);
  });

  it('says why a scenario does not start', async () => {
    const { call } = await serve({ start: () => ({ ok: false, reason: 'broken-feed is running; stop it first' }) });
    const response = await call('/scenarios/slow-release', { method: 'POST', headers: ours });
    expect([response.status, await response.json()]).toEqual([409, { error: 'broken-feed is running; stop it first' }]);
  });

  it.each([
    ['no header of ours', {}],
    ['the origin of a page', { ...ours, origin: 'https://evil.example' }],
    ['the origin of a page on this very port, as after DNS rebinding', { ...ours, origin: 'http://127.0.0.1:4310' }],
    ['a browser that says cross-site', { ...ours, 'sec-fetch-site': 'cross-site' }],
    ['a browser that says same-site', { ...ours, 'sec-fetch-site': 'same-site' }],
    ['another value', { 'x-leeway-demo': 'yes' }],
  ])('refuses to change anything for %s', async (_, headers) => {
    const { port, started } = await serve();
    expect(await statusWith(port, headers)).toBe(403);
    expect(started).toEqual([]);
    expect(await statusWith(port, ours)).toBe(202);
  });

  it.each([
    ['/scenarios/other', '{}', 404],
    ['/scenarios/../state', '{}', 404],
    ['/', '{}', 404],
    ['/scenarios/broken-feed', '{"rate":0}', 400],
    ['/scenarios/broken-feed', '{"rate":1e9}', 400],
    ['/scenarios/broken-feed', '{"more":1}', 400],
    ['/scenarios/broken-feed', '[', 400],
    ['/scenarios/broken-feed', 'x'.repeat(20_000), 413],
  ])('POST %s %.20s… is %i', async (path, body, status) => {
    const { call, started } = await serve();
    const response = await call(path, { method: 'POST', headers: ours, body });
    await response.text();
    expect(response.status).toBe(status);
    expect(started).toEqual([]);
  });

  it('streams as many reference lines as asked for', async () => {
    const { call } = await serve();
    const response = await call('/reference?rows=3');
    expect(await response.text()).toBe('{"row":0}\n{"row":1}\n{"row":2}\n');
    expect((await (await call('/reference')).text()).split('\n')).toHaveLength(5_001);
    expect((await call('/reference?rows=-1')).status).toBe(400);
    expect((await call('/reference?rows=many')).status).toBe(400);
  });

  it('is healthy only while it is, and says what it waits for', async () => {
    const failing = await serve({ health: () => ({ ok: false, reason: 'nothing published for 40 s' }) });
    const sick = await failing.call('/healthz');
    expect([sick.status, await sick.json()]).toEqual([
      503,
      { status: 'failing', reason: 'nothing published for 40 s' },
    ]);
    const starting = await (await serve({}, 'starting')).call('/state');
    expect([starting.status, await starting.json()]).toEqual([503, { status: 'starting', reason: 'training' }]);
  });

  it('answers 500 without details when something breaks', async () => {
    const { call } = await serve({
      state: () => {
        throw new Error('secret path');
      },
    });
    const response = await call('/state');
    expect([response.status, await response.text()]).toEqual([500, '{"error":"failed, see the log"}']);
    expect((await call('/state', { method: 'DELETE' })).status).toBe(405);
    expect((await call('/nothing')).status).toBe(404);
  });

  it('says which port is taken', async () => {
    const { port } = await serve();
    const second = createDemoServer(() => ({ view: null, waitingFor: '' }), pino({ level: 'silent' }));
    await expect(listen(second, '127.0.0.1', port)).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
  });
});
