import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createDemoModelClient, DemoModelError } from './demo-model-client.ts';

const STATE = {
  id: 's1',
  model: 'demo-employment',
  time: 1,
  version: 'v2',
  traffic: { v2: 1 },
  versions: [],
  pipeline: 'p1',
  pipelines: ['p1'],
  threshold: 0.5,
  paused: false,
  fallback: false,
  scenario: { name: 'broken-feed', endsAtMs: 9 },
  nextAutoplay: null,
};

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  server = null;
});

/** A real server on loopback that answers every request in the same way. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const json = (status: number, body: unknown) =>
  serve((_request, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)));

async function failure(work: Promise<unknown>): Promise<DemoModelError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DemoModelError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('the demo model’s client', () => {
  it('reads the state and what plays', async () => {
    const client = createDemoModelClient(await json(200, STATE));
    expect(await client.state()).toMatchObject({
      state: { version: 'v2', pipeline: 'p1' },
      scenario: { active: { name: 'broken-feed', endsAtMs: 9 }, next: null },
    });
  });

  it('posts with the header that browsers cannot send from elsewhere', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.method, request.url, String(request.headers['x-leeway-demo']));
      response.writeHead(202).end('{}');
    });
    await createDemoModelClient(url).startScenario('../../etc?x=1');
    expect(seen).toEqual(['POST', '/scenarios/..%2F..%2Fetc%3Fx%3D1', '1']);
  });

  it.each([
    [
      'a refusal',
      409,
      { error: 'broken-feed is running; stop it first' },
      true,
      'broken-feed is running; stop it first',
    ],
    ['one that is starting', 503, { status: 'starting', reason: 'training' }, false, 'training'],
    ['a failure without a reason', 500, 'oops', false, 'status 500'],
  ])('tells %s', async (_name, status, body, reached, words) => {
    const error = await failure(createDemoModelClient(await json(status, body)).stopScenario());
    expect(error.reached).toBe(reached);
    expect(error.message).toContain(words);
  });

  it.each([
    ['no JSON', 'hello'],
    ['another form', { version: 1 }],
    ['too much', JSON.stringify({ text: 'x'.repeat(1_000_001) })],
  ])('takes %s for no answer', async (_name, body) => {
    expect((await failure(createDemoModelClient(await json(200, body)).state())).reached).toBe(false);
  });

  it('follows no redirect', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/state' }).end());
    expect((await failure(createDemoModelClient(url).state())).reached).toBe(false);
  });

  it('says so when nothing listens', async () => {
    const url = await json(200, STATE);
    await new Promise((resolve) => server?.close(resolve));
    server = null;
    expect((await failure(createDemoModelClient(url).state())).message).toBe('the demo model does not answer');
  });
});
