import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { KafkaSecurityEnv, kafkaSecurityProblems } from '@leeway/stream';
import { z } from 'zod';
import { StartError } from '../start-error.ts';

const Port = z.coerce.number().int().min(1).max(65_535);
const Brokers = z
  .string()
  .transform((text) => text.split(',').map((broker) => broker.trim()))
  .pipe(z.array(z.string().regex(/^.+:\d{1,5}$/u, 'write host:port, several with commas between')).min(1));

/** Settings of `npm start` and `npm run dev`. The processes that it starts have their own. */
export const StackEnv = z.object({
  /** Folder for data, logs and the secret; relative to the project. */
  LEEWAY_HOME: z.string().default('.leeway'),
  /** When set, this database is used and no PostgreSQL is started. */
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/u, error: 'write postgres://user:password@host:5432/name' })
    .optional(),
  /** When set, these brokers are used and no Kafka is started: host:port, several with commas between. */
  KAFKA_BROKERS: Brokers.optional(),
  ...KafkaSecurityEnv,
  LEEWAY_WEB_PORT: Port.default(3000),
  WORKER_PORT: Port.default(4300),
  DEMO_PORT: Port.default(4310),
  LEEWAY_POSTGRES_PORT: Port.default(5433),
  LEEWAY_KAFKA_PORT: Port.default(9095),
  /** Where browsers reach Leeway, when that is not http://localhost:LEEWAY_WEB_PORT. */
  LEEWAY_WEB_URL: z.url({ protocol: /^https?$/u }).optional(),
  /** Signs session cookies; made at random on the first start when unset. */
  LEEWAY_AUTH_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  /** The levels that web, worker and demo all know. */
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});
export type StackEnv = z.infer<typeof StackEnv>;

export type StackSettings = {
  env: StackEnv;
  homeDir: string;
  webUrl: string;
  withDemo: boolean;
  /** `dev` serves the sources and watches them; `start` serves the build. */
  mode: 'start' | 'dev';
};

export const USAGE = `Usage: npm start [-- --no-demo]

  --no-demo   an empty control plane, without the demo model
  --help      this text

Settings are environment variables; .env.example lists them.`;

/** Reads arguments and environment; every problem at once. Returns null when only help was asked for. */
export function readSettings(input: {
  mode: StackSettings['mode'];
  argv: string[];
  env: Record<string, string | undefined>;
  rootDir: string;
}): StackSettings | null {
  const flags = readFlags(input.argv);
  if (flags.help) return null;
  const given = Object.fromEntries(Object.entries(input.env).filter(([, value]) => value !== ''));
  const parsed = StackEnv.safeParse(given);
  const found = parsed.success
    ? kafkaSecurityProblems(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ path: String(path[0]), message }));
  if (!parsed.success || found.length > 0) {
    const problems = found.map(({ path, message }) => `${path}: ${message}`);
    throw new StartError(
      `these settings are wrong:\n${problems.join('\n')}`,
      'correct them; .env.example explains each',
    );
  }
  const env = parsed.data;
  requireDistinctPorts(env, flags.withDemo);
  return {
    env,
    homeDir: resolve(input.rootDir, env.LEEWAY_HOME),
    webUrl: new URL(env.LEEWAY_WEB_URL ?? `http://localhost:${env.LEEWAY_WEB_PORT}`).origin,
    withDemo: flags.withDemo,
    mode: input.mode,
  };
}

function readFlags(argv: string[]): { withDemo: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { 'no-demo': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    return { withDemo: values['no-demo'] !== true, help: values.help === true };
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error), USAGE);
  }
}

/** The loopback ports that this start opens, with the setting that moves each. */
export function portsToOpen(env: StackEnv, withDemo: boolean): { port: number; setting: string; usedFor: string }[] {
  const ports = [
    { port: env.LEEWAY_WEB_PORT, setting: 'LEEWAY_WEB_PORT', usedFor: 'the web pages' },
    { port: env.WORKER_PORT, setting: 'WORKER_PORT', usedFor: 'the health of the worker' },
  ];
  if (withDemo) ports.push({ port: env.DEMO_PORT, setting: 'DEMO_PORT', usedFor: 'the demo model' });
  if (env.DATABASE_URL === undefined) {
    ports.push({ port: env.LEEWAY_POSTGRES_PORT, setting: 'LEEWAY_POSTGRES_PORT', usedFor: 'PostgreSQL' });
  }
  if (env.KAFKA_BROKERS === undefined) {
    ports.push({ port: env.LEEWAY_KAFKA_PORT, setting: 'LEEWAY_KAFKA_PORT', usedFor: 'Kafka' });
  }
  return ports;
}

function requireDistinctPorts(env: StackEnv, withDemo: boolean): void {
  const seen = new Map<number, string>();
  for (const { port, setting } of portsToOpen(env, withDemo)) {
    const other = seen.get(port);
    if (other !== undefined) {
      throw new StartError(`${other} and ${setting} are both ${port}`, `give ${setting} another port`);
    }
    seen.set(port, setting);
  }
}
