import {
  KafkaSecurityEnv,
  kafkaSecurityOf,
  kafkaSecurityProblems,
  SchemaRegistryEnv,
  schemaRegistryOf,
  schemaRegistryProblems,
} from '@leeway/stream';
import { PrometheusEnv } from '@leeway/integrations';
import { z } from 'zod';

const ROLES = ['ingest', 'evaluate', 'respond', 'slo'] as const;
export type WorkerRole = (typeof ROLES)[number];

const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
const Ms = (fallback: number, min: number, max: number) => z.coerce.number().int().min(min).max(max).default(fallback);

/** Every setting of the worker, as environment variables. */
export const Env = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/u, error: 'needed: postgresql://user:password@host:port/database' }),
  KAFKA_BROKERS: z
    .string()
    .transform(list)
    .pipe(z.array(z.string().regex(/^[^\s:]+:\d+$/u, 'host:port')).min(1)),
  KAFKA_CLIENT_ID: z.string().min(1).default('leeway-worker'),
  ...KafkaSecurityEnv,
  ...SchemaRegistryEnv,
  KAFKA_REPLICATION_FACTOR: z.coerce.number().int().min(-1).max(9).default(-1),
  ...PrometheusEnv,
  LEEWAY_WORKER_HOST: z.string().min(1).default('127.0.0.1'),
  LEEWAY_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(4300),
  LEEWAY_WORKER_ROLES: z
    .string()
    .default(ROLES.join(','))
    .transform(list)
    .pipe(z.array(z.enum(ROLES)).min(1)),
  LEEWAY_CONSUMER_GROUP: z.string().min(1).default('leeway-ingest'),
  LEEWAY_RESPOND_GROUP: z.string().min(1).default('leeway-respond'),
  /** A mitigated incident that stays quiet for so long is resolved. */
  LEEWAY_QUIET_HOURS: z.coerce.number().min(0.01).max(8_760).default(24),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  LEEWAY_FLUSH_MS: Ms(1_000, 50, 60_000),
  /** A partition without events for so long, all read, no longer holds a window back. */
  LEEWAY_IDLE_MS: Ms(10_000, 500, 3_600_000),
  LEEWAY_SESSION_TIMEOUT_MS: Ms(10_000, 6_000, 300_000),
  /** What happens to batches that cannot be unpacked: a recorded gap, or their partition waits for somebody to help. */
  LEEWAY_UNREADABLE: z.enum(['gap', 'wait']).default('gap'),
  LEEWAY_LABEL_WAIT_HOURS: z.coerce.number().min(0.01).max(8_760).default(24),
  /** What the evaluator keeps of models that are judged by learnt alarms. */
  LEEWAY_ALARM_MEMORY_MIB: z.coerce.number().int().min(0).max(1_000_000).default(512),
  LEEWAY_PANE_RETENTION_DAYS: z.coerce.number().min(1).max(3_650).default(14),
  LEEWAY_EVALUATION_RETENTION_DAYS: z.coerce.number().min(1).max(3_650).default(30),
});
export type WorkerSettings = ReturnType<typeof nest>;

/** Parsed once at boot. Throws one error that names every problem. */
export function readEnv(source: Record<string, string | undefined>): WorkerSettings {
  const parsed = Env.safeParse(withoutEmpty(source));
  const problems = parsed.success
    ? [...kafkaSecurityProblems(parsed.data), ...schemaRegistryProblems(parsed.data)]
    : parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  if (!parsed.success || problems.length > 0)
    throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return nest(parsed.data);
}

/** An empty variable means "not set", as in every .env file. */
function withoutEmpty(source: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
}

function nest(env: z.infer<typeof Env>) {
  return {
    databaseUrl: env.DATABASE_URL,
    kafka: {
      brokers: env.KAFKA_BROKERS,
      clientId: env.KAFKA_CLIENT_ID,
      ...kafkaSecurityOf(env),
    },
    schemaRegistry: schemaRegistryOf(env),
    prometheus: env.LEEWAY_PROMETHEUS_SOURCES,
    replicationFactor: env.KAFKA_REPLICATION_FACTOR,
    http: { host: env.LEEWAY_WORKER_HOST, port: env.LEEWAY_WORKER_PORT },
    roles: env.LEEWAY_WORKER_ROLES,
    logLevel: env.LOG_LEVEL,
    ingest: {
      groupId: env.LEEWAY_CONSUMER_GROUP,
      flushMs: env.LEEWAY_FLUSH_MS,
      idleMs: env.LEEWAY_IDLE_MS,
      sessionTimeoutMs: env.LEEWAY_SESSION_TIMEOUT_MS,
      unreadable: env.LEEWAY_UNREADABLE,
    },
    respond: { groupId: env.LEEWAY_RESPOND_GROUP, quietMs: env.LEEWAY_QUIET_HOURS * 3_600_000 },
    evaluate: { alarmBytes: env.LEEWAY_ALARM_MEMORY_MIB * 1_024 * 1_024 },
    retention: {
      labelWaitMs: env.LEEWAY_LABEL_WAIT_HOURS * 3_600_000,
      panesMs: env.LEEWAY_PANE_RETENTION_DAYS * 86_400_000,
      evaluationsMs: env.LEEWAY_EVALUATION_RETENTION_DAYS * 86_400_000,
    },
  };
}
