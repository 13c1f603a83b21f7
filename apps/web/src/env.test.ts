import { describe, expect, it } from 'vitest';
import { parseEnv } from './env.ts';

const GOOD = {
  DATABASE_URL: 'postgres://leeway:secret@127.0.0.1:5433/leeway',
  LEEWAY_WEB_URL: 'http://localhost:3000/',
  LEEWAY_AUTH_SECRET: 'x'.repeat(32),
};

describe('parseEnv', () => {
  it('takes what it needs and fills in the rest', () => {
    expect(parseEnv({ ...GOOD, DEMO_MODEL_URL: '', HOME: '/root' })).toEqual({
      ...GOOD,
      LEEWAY_WEB_URL: 'http://localhost:3000',
      LEEWAY_PROMETHEUS_SOURCES: [],
      LOG_LEVEL: 'info',
    });
  });

  it('names every problem at once', () => {
    expect(() => parseEnv({ DATABASE_URL: 'mysql://x', LEEWAY_AUTH_SECRET: 'short' })).toThrow(
      /DATABASE_URL[\s\S]*LEEWAY_WEB_URL[\s\S]*LEEWAY_AUTH_SECRET: at least 32/u,
    );
  });

  it('never repeats a secret in its complaint', () => {
    expect(() => parseEnv({ ...GOOD, LEEWAY_AUTH_SECRET: 'hunter2' })).toThrow(/^(?![\s\S]*hunter2)/u);
  });
});
