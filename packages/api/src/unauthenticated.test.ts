import { describe, expect, it } from 'vitest';
import { appRouter } from './root.ts';
import { createCaller, type ApiContext } from './trpc.ts';

/** Nobody signed in, and nothing behind it: a procedure that gets past the door would fail on the missing store. */
const nobody: ApiContext = {
  db: new Proxy(
    {},
    {
      get: (_target, name) => {
        throw new Error(`reached the store: ${String(name)}`);
      },
    },
  ) as ApiContext['db'],
  actor: null,
  now: () => new Date(0),
  requestId: 'r',
  live: { subscribe: () => () => undefined },
  demoModelUrl: null,
  prometheus: new Map(),
  logError: () => undefined,
};

const paths = Object.keys(appRouter._def.procedures);

describe('without a session', () => {
  it('there is something to protect', () => {
    expect(paths.length).toBeGreaterThan(25);
  });

  it.each(paths)('%s refuses', async (path) => {
    const caller: unknown = createCaller(appRouter)(nobody);
    const call = path.split('.').reduce((at, part) => (at as Record<string, unknown>)[part], caller) as (
      input: unknown,
    ) => Promise<unknown>;
    await expect(call({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});
