import { PrometheusEnv } from '@leeway/integrations';
import { z } from 'zod';

/** Settings of the web process. Parsed once at boot; nothing else of this app reads the environment. */
export const Env = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/u }),
  /** Where browsers reach Leeway, without a path: http://localhost:3000 */
  LEEWAY_WEB_URL: z.url({ protocol: /^https?$/u }).transform((text) => new URL(text).origin),
  /** At least 32 characters; signs session cookies. */
  LEEWAY_AUTH_SECRET: z.string().min(32, 'at least 32 characters'),
  /** Loopback endpoint of the demo model; unset when the demo does not run. */
  DEMO_MODEL_URL: z.url().optional(),
  ...PrometheusEnv,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});
export type Env = z.infer<typeof Env>;

/** Every problem at once, one a line. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = Env.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The web process cannot start, its settings are wrong:\n${problems.join('\n')}`);
}

/** Where secrets that a setting refers to are looked for. */
export function secretsEnv(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

let cached: Env | null = null;

/** Read lazily, because `next build` loads these modules without settings. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
