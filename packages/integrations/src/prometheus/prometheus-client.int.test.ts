import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PrometheusError, type PromRange } from '@leeway/services';
import { TestPrometheus } from '@leeway/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPrometheusClient } from './prometheus-client.ts';
import { PrometheusEnv } from './prometheus-settings.ts';

const END = Date.UTC(2026, 10, 20, 12);
const at = (minute: number) => END + minute * 60_000;
const range = (expression: string, from: number, to: number): PromRange => ({
  expression,
  fromMs: at(from),
  toMs: at(to),
  stepMs: 60_000,
});
/** Of "leeway" with the password "s3cr3t", by bcrypt. */
const WEB_CONFIG = 'basic_auth_users:\n  leeway: $2b$04$2xCSGKkw/lYELi6y4cscH.qpZpAfFSYPZ1DSlmoO9dbl8k15/ZlFy\n';
const setting = (changes: object) =>
  PrometheusEnv.LEEWAY_PROMETHEUS_SOURCES.parse(
    JSON.stringify([{ name: 'main', url: 'http://127.0.0.1:1', ...changes }]),
  )[0] as never;

async function failure(work: Promise<unknown>): Promise<PrometheusError> {
  const error: unknown = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (error instanceof PrometheusError) return error;
  throw new Error('it did not fail as it should', { cause: error });
}

describe('a real Prometheus', () => {
  let server: TestPrometheus;
  beforeAll(async () => {
    server = await TestPrometheus.create();
    await server.backfill('x_total', [
      { series: '{a="1"}', samples: [0, 1, 2, 3].map((minute) => ({ atMs: at(minute), value: minute * 10 })) },
      { series: '{a="2"}', samples: [0, 2].map((minute) => ({ atMs: at(minute), value: Number.NaN })) },
    ]);
    await server.start({ lookbackSeconds: 59 });
  }, 180_000);
  afterAll(() => server?.remove());
  const client = () => createPrometheusClient(setting({ url: server.url }), {});

  it('answers by the minute: gaps stay gaps, NaN stays NaN', async () => {
    const [one, two] = await client().range(range('sort(x_total)', -1, 3));
    const series = [one, two].toSorted((a, b) => (b?.samples.length ?? 0) - (a?.samples.length ?? 0));
    expect(series).toEqual([
      { samples: [0, 1, 2, 3].map((minute) => ({ atMs: at(minute), value: minute * 10 })) },
      { samples: [0, 2].map((minute) => ({ atMs: at(minute), value: Number.NaN })) },
    ]);
    const [infinite] = await client().range(range('x_total{a="1"} / 0', 1, 1));
    expect(infinite?.samples).toEqual([{ atMs: at(1), value: Infinity }]);
    expect(await client().range(range('nothing', 0, 3))).toEqual([]);
  });

  it('says what is wrong with a query, in its own words', async () => {
    const error = await failure(client().range(range('sum(x_total', 0, 1)));
    expect(error).toMatchObject({ failure: 'refused', message: expect.stringMatching(/^main says: .*parse error/u) });
    expect((await failure(client().range(range('x_total', -20_000, 0)))).failure).toBe('too-much');
  });

  it('is asked with credentials, which are read when they are needed', { timeout: 60_000 }, async () => {
    await server.stop();
    await server.start({ webConfig: WEB_CONFIG });
    const ask = (auth: object, env: Record<string, string>) =>
      createPrometheusClient(setting({ url: server.url, auth }), env).range(range('x_total', 0, 0));
    const basic = { kind: 'basic', username: 'leeway', password: 'env:PROM_PASSWORD' };
    expect(await ask(basic, { PROM_PASSWORD: 's3cr3t' })).toHaveLength(2);
    expect(await failure(ask(basic, { PROM_PASSWORD: 'wrong' }))).toMatchObject({
      failure: 'unavailable',
      message: 'main refuses our credentials (status 401)',
    });
    expect((await failure(ask(basic, {}))).message).toBe('main: the variable PROM_PASSWORD is not set');
    expect((await failure(ask({ kind: 'none' }, {}))).failure).toBe('unavailable');
  });
});

describe('whatever else answers', () => {
  let server: Server | null = null;
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
    server = null;
  });
  type Answer = (response: ServerResponse, request: IncomingMessage) => void;
  async function serve(answer: Answer): Promise<string> {
    server = createServer((request, response) => answer(response, request));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const ask = async (answer: Answer, changes: object = {}, env = {}) =>
    createPrometheusClient(setting({ url: await serve(answer), ...changes }), env).range(range('x', 0, 1));

  it.each<[string, Answer, string, RegExp]>([
    ['no JSON', (response) => response.end('<html>'), 'unavailable', /did not answer with JSON/u],
    ['another form', (response) => response.end('{"status":"success","data":1}'), 'unavailable', /form that is not/u],
    ['a redirect', (response) => response.writeHead(302, { location: '/' }).end(), 'unavailable', /does not answer/u],
    ['a timeout', () => undefined, 'unavailable', /within 0\.2 s/u],
    [
      'its own trouble',
      (response) => response.writeHead(503).end('{"status":"error","errorType":"timeout","error":"slow"}'),
      'unavailable',
      /says: slow/u,
    ],
    ['too much', (response) => response.end('x'.repeat(20_000_001)), 'too-much', /larger than 20 MB/u],
    [
      'too many series',
      (response) =>
        response.end(
          JSON.stringify({
            status: 'success',
            data: { resultType: 'matrix', result: Array.from({ length: 5_001 }, () => ({ values: [] })) },
          }),
        ),
      'too-much',
      /more than 5000 series/u,
    ],
  ])('%s', async (name, answer, kind, words) => {
    const error = await failure(ask(answer, { timeoutMs: name === 'a timeout' ? 200 : 20_000 }));
    expect(error.failure).toBe(kind);
    expect(error.message).toMatch(words);
  });

  it('gets the path below its address, the token and the tenant', async () => {
    const seen: unknown[] = [];
    const url = await serve((response, request) => {
      seen.push(request.url, request.headers.authorization, request.headers['x-scope-orgid']);
      response.end('{"status":"success","data":{"resultType":"matrix","result":[]}}');
    });
    const source = setting({
      url: `${url}/prometheus`,
      auth: { kind: 'bearer', token: 'env:TOKEN' },
      headers: { 'X-Scope-OrgID': 'team' },
    });
    await createPrometheusClient(source, { TOKEN: 'abc' }).range(range('x', 0, 1));
    expect(seen).toEqual(['/prometheus/api/v1/query_range', 'Bearer abc', 'team']);
  });
});

describe('settings', () => {
  it.each([
    ['no JSON', '[', /a list in JSON/u],
    ['credentials in the address', '[{"name":"a","url":"http://u:p@x"}]', /credentials belong into auth/u],
    ['a secret in the clear', '[{"name":"a","url":"http://x","auth":{"kind":"bearer","token":"abc"}}]', /env:NAME/u],
    ['two of one name', '[{"name":"a","url":"http://x"},{"name":"a","url":"http://y"}]', /two sources of one name/u],
    ['another protocol', '[{"name":"a","url":"file:///etc/passwd"}]', /http or https/u],
  ])('%s is refused', (_name, text, words) => {
    const parsed = PrometheusEnv.LEEWAY_PROMETHEUS_SOURCES.safeParse(text);
    expect(parsed.error?.issues.map(({ message }) => message).join('\n')).toMatch(words);
  });
});
