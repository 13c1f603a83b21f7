import { ModelStateEvent } from '@leeway/contracts';
import type { DemoModelPort } from '@leeway/services';
import { z } from 'zod';

const ScenarioName = z.string().max(100);

/** The demo model's own account of itself, as its loopback endpoint gives it: its state, flat, and what it plays. */
const StateAnswer = z.intersection(
  ModelStateEvent,
  z.object({
    scenario: z.object({ name: ScenarioName, endsAtMs: z.int() }).nullable(),
    nextAutoplay: z.object({ name: ScenarioName, atMs: z.int() }).nullable(),
  }),
);

const DemoScenario = z.object({
  name: ScenarioName,
  title: z.string().max(200),
  description: z.string().max(2_000),
  cure: z.string().max(2_000),
});
const ScenariosAnswer = z.object({ scenarios: z.array(DemoScenario).max(50) });
const Refusal = z.object({ error: z.string().max(1_000).optional(), reason: z.string().max(1_000).optional() });
const TIMEOUT_MS = 3_000;
const MAX_BODY_BYTES = 1_000_000;

/** The endpoint did not answer as agreed. `reached` = it understood, and refused. */
export class DemoModelError extends Error {
  readonly reached: boolean;
  constructor(message: string, reached: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'DemoModelError';
    this.reached = reached;
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text.length > MAX_BODY_BYTES) throw new DemoModelError('the demo model answered too much', false);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new DemoModelError('the demo model did not answer with JSON', false, error);
  }
}

async function call(baseUrl: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(new URL(path, baseUrl), {
      method,
      headers: { 'x-leeway-demo': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
  } catch (error) {
    throw new DemoModelError('the demo model does not answer', false, error);
  }
  if (!response.ok) {
    const refusal = Refusal.safeParse(await readBody(response).catch(() => null));
    const why = refusal.success ? (refusal.data.error ?? refusal.data.reason) : undefined;
    throw new DemoModelError(`The demo model says: ${why ?? `status ${response.status}`}`, response.status < 500);
  }
  return readBody(response);
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new DemoModelError('the demo model answered in a form that is not known', false, parsed.error);
  return parsed.data;
}

/** Talks to the demo model's loopback endpoint; every answer is checked, every call ends within three seconds. */
export function createDemoModelClient(baseUrl: string): DemoModelPort {
  return {
    state: async () => {
      const { scenario, nextAutoplay, ...state } = parse(StateAnswer, await call(baseUrl, 'GET', '/state'));
      return { state, scenario: { active: scenario, next: nextAutoplay } };
    },
    scenarios: async () => parse(ScenariosAnswer, await call(baseUrl, 'GET', '/scenarios')).scenarios,
    startScenario: async (name) => {
      await call(baseUrl, 'POST', `/scenarios/${encodeURIComponent(name)}`, {});
    },
    stopScenario: async () => {
      await call(baseUrl, 'POST', '/scenarios/stop', {});
    },
  };
}
