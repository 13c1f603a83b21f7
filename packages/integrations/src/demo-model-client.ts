import { ModelStateEvent } from '@leeway/contracts';
import { z } from 'zod';

/** The demo model's own account of itself, as its loopback endpoint gives it. */
export const DemoState = z.object({
  state: ModelStateEvent,
  scenario: z.looseObject({
    active: z.looseObject({ name: z.string().max(100) }).nullable(),
  }),
});
export type DemoState = z.infer<typeof DemoState>;

export const DemoScenario = z.object({
  name: z.string().max(100),
  title: z.string().max(200).default(''),
  description: z.string().max(2_000).default(''),
});
export type DemoScenario = z.infer<typeof DemoScenario>;

const DemoScenarios = z.array(DemoScenario).max(50);
const TIMEOUT_MS = 3_000;
const MAX_BODY_BYTES = 1_000_000;

/** The endpoint did not answer as agreed. `reached` = it answered, and refused. */
export class DemoModelError extends Error {
  readonly reached: boolean;
  constructor(message: string, reached: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'DemoModelError';
    this.reached = reached;
  }
}

export type DemoModelClient = {
  state: () => Promise<DemoState>;
  scenarios: () => Promise<DemoScenario[]>;
  startScenario: (name: string) => Promise<void>;
  stopScenario: () => Promise<void>;
};

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text.length > MAX_BODY_BYTES) throw new DemoModelError('the demo model answered too much', true);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new DemoModelError('the demo model did not answer with JSON', true, error);
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
    const text = (await response.text()).slice(0, 300);
    throw new DemoModelError(`the demo model refused (${response.status}): ${text}`, true);
  }
  return readBody(response);
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new DemoModelError('the demo model answered in a form that is not known', true, parsed.error);
  return parsed.data;
}

/** Talks to the demo model's loopback endpoint; every answer is checked, every call ends within three seconds. */
export function createDemoModelClient(baseUrl: string): DemoModelClient {
  return {
    state: async () => parse(DemoState, await call(baseUrl, 'GET', '/state')),
    scenarios: async () => parse(DemoScenarios, await call(baseUrl, 'GET', '/scenarios')),
    startScenario: async (name) => {
      await call(baseUrl, 'POST', `/scenarios/${encodeURIComponent(name)}`, {});
    },
    stopScenario: async () => {
      await call(baseUrl, 'POST', '/scenarios/stop', {});
    },
  };
}
