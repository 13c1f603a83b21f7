import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { SCENARIO_NAMES, ScenarioName } from '../state/demo-state.ts';
import type { DemoView } from './demo-view.ts';
import { readJsonBody } from './read-json-body.ts';
import { refusalFor } from './refuse-browsers.ts';

const ALL_ROWS = 1_000_000;

const StartBody = z.strictObject({
  /** Events a second while the scenario runs. */
  rate: z.number().min(0.1).max(5_000).optional(),
  /** Ends by itself after this, if nobody cures it. */
  seconds: z.number().min(1).max(86_400).optional(),
});

/** The view is null until the model serves: everything answers 503 with the reason. */
export type ViewSource = () => { view: DemoView | null; waitingFor: string };

export function createDemoServer(source: ViewSource, logger: Logger): Server {
  const server = createServer((request, response) => {
    answer(request, response, source).catch((error: unknown) => {
      logger.warn({ err: error, url: request.url }, 'request failed');
      if (response.headersSent) response.destroy();
      else reply(response, 500, { error: 'failed, see the log' });
    });
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  server.maxConnections = 100;
  return server;
}

/** Resolves with the port that listens. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port} on ${host} is in use; is the demo running already? Choose another with DEMO_PORT`)
          : error,
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, source: ViewSource): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://demo');
  const { view, waitingFor } = source();
  if (view === null) return reply(response, 503, { status: 'starting', reason: waitingFor });
  if (request.method === 'GET') return answerGet(url, response, view);
  if (request.method !== 'POST') return reply(response, 405, { error: 'GET and POST only' });
  const refusal = refusalFor(request);
  if (refusal !== null) return reply(response, 403, { error: refusal });
  const body = await readJsonBody(request);
  if (!body.ok) return reply(response, body.status, { error: body.reason });
  return answerPost(url, body.value, response, view);
}

function answerGet(url: URL, response: ServerResponse, view: DemoView): Promise<void> | void {
  const nowMs = Date.now();
  switch (url.pathname) {
    case '/healthz': {
      const health = view.health(nowMs);
      return reply(response, health.ok ? 200 : 503, { status: health.ok ? 'ok' : 'failing', reason: health.reason });
    }
    case '/state':
      return reply(response, 200, view.state(nowMs));
    case '/scenarios':
      return reply(response, 200, view.scenarios(nowMs));
    case '/reference':
      return answerReference(url, response, view);
    default:
      return reply(response, 404, { error: 'there are /healthz, /state, /scenarios and /reference' });
  }
}

async function answerReference(url: URL, response: ServerResponse, view: DemoView): Promise<void> {
  const rows = z.coerce
    .number()
    .int()
    .min(1)
    .max(ALL_ROWS)
    .safeParse(url.searchParams.get('rows') ?? ALL_ROWS);
  if (!rows.success) return reply(response, 400, { error: `rows: a number from 1 to ${ALL_ROWS}` });
  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
  try {
    await pipeline(Readable.from(view.reference(rows.data)), response);
  } catch (error) {
    // The reader went away, which is its right.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

function answerPost(url: URL, body: unknown, response: ServerResponse, view: DemoView): void {
  const name = /^\/scenarios\/([a-z-]{1,50})$/u.exec(url.pathname)?.[1];
  if (name === undefined) return reply(response, 404, { error: 'POST /scenarios/NAME or /scenarios/stop' });
  const nowMs = Date.now();
  if (name === 'stop') return replyToStart(response, view.stop(nowMs), view, nowMs);
  const known = ScenarioName.safeParse(name);
  if (!known.success) return reply(response, 404, { error: `there are ${SCENARIO_NAMES.join(', ')}` });
  const options = StartBody.safeParse(body);
  if (!options.success) return reply(response, 400, { error: z.prettifyError(options.error) });
  const { rate, seconds } = options.data;
  const lastsMs = seconds === undefined ? undefined : Math.round(seconds * 1_000);
  const result = view.start(known.data, { startedBy: 'hand', ratePerSecond: rate, lastsMs }, nowMs);
  return replyToStart(response, result, view, nowMs);
}

function replyToStart(
  response: ServerResponse,
  result: { ok: true } | { ok: false; reason: string },
  view: DemoView,
  nowMs: number,
): void {
  if (result.ok) reply(response, 202, view.state(nowMs));
  else reply(response, 409, { error: result.reason });
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(JSON.stringify(body));
}
