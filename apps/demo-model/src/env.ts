import { z } from 'zod';
import { KafkaSecurityEnv, kafkaSecurityOf, type KafkaSecurity } from './kafka/kafka-security.ts';
import { ScenarioName } from './state/demo-state.ts';

const Milliseconds = z.coerce.number().int().min(0);
const Topic = z.string().regex(/^[A-Za-z0-9._-]{1,249}$/u, 'not a topic name');
const Switch = z.enum(['1', '0', 'true', 'false']).transform((text) => text === '1' || text === 'true');

/** The environment variables of the demo, with their defaults. Command line options take their place. */
export const Env = z.object({
  KAFKA_BROKERS: z
    .string()
    .default('127.0.0.1:9095')
    .transform((text) => text.split(',').map((broker) => broker.trim()))
    .pipe(z.array(z.string().regex(/^[^\s:]+:\d{1,5}$/u, 'host:port, separated by commas')).min(1)),
  ...KafkaSecurityEnv,
  DEMO_HOST: z.string().min(1).default('127.0.0.1'),
  DEMO_PORT: z.coerce.number().int().min(0).max(65_535).default(4310),
  DEMO_STATE_DIR: z.string().min(1).default('.leeway/demo-model'),
  DEMO_MODEL_ID: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/u)
    .default('demo-employment'),
  /** Events a second. */
  DEMO_RATE: z.coerce.number().min(0.1).max(5_000).default(100),
  DEMO_LABEL_DELAY_MS: Milliseconds.max(86_400_000).default(30_000),
  DEMO_SEED: z.coerce.number().int().min(0).max(4_294_967_295).default(1),
  /** Scenarios start by themselves. */
  DEMO_AUTOPLAY: Switch.default(true),
  DEMO_FIRST_SCENARIO_AFTER_MS: Milliseconds.default(120_000),
  DEMO_CALM_MS: Milliseconds.default(180_000),
  DEMO_SCENARIO_MAX_MS: Milliseconds.min(1_000).default(900_000),
  /** Started as soon as the model serves. */
  DEMO_SCENARIO: ScenarioName.optional(),
  DEMO_PREDICTION_TOPIC: Topic.default('demo.employment.predictions'),
  DEMO_LABEL_TOPIC: Topic.default('demo.employment.labels'),
  DEMO_CHANGES_TOPIC: Topic.default('leeway.changes.v1'),
  DEMO_REMEDIATIONS_TOPIC: Topic.default('leeway.remediations.v1'),
  DEMO_REMEDIATION_RESULTS_TOPIC: Topic.default('leeway.remediation-results.v1'),
  DEMO_MODEL_STATE_TOPIC: Topic.default('leeway.model-state.v1'),
  /** Consumer group of the commands; the model id with -commands if unset. */
  DEMO_COMMAND_GROUP: z.string().min(1).max(249).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});
export type Env = z.output<typeof Env>;

export type Settings = {
  kafka: { brokers: string[]; security: KafkaSecurity; commandGroup: string };
  http: { host: string; port: number };
  stateDir: string;
  model: string;
  serving: { ratePerSecond: number; labelDelayMs: number; seed: number };
  scenarios: {
    autoplay: boolean;
    firstAfterMs: number;
    calmMs: number;
    longestMs: number;
    atStart: ScenarioName | null;
  };
  topics: {
    predictions: string;
    labels: string;
    changes: string;
    remediations: string;
    remediationResults: string;
    modelState: string;
  };
  logLevel: Env['LOG_LEVEL'];
};

/** Reads the environment once, at boot; says everything that is wrong with it at once. Empty means unset. */
export function readSettings(overrides: Partial<Record<keyof Env, string>>): Settings {
  const given = Object.entries({ ...process.env, ...overrides }).filter(([, value]) => value !== '');
  const parsed = Env.safeParse(Object.fromEntries(given));
  if (parsed.success) return settingsOf(parsed.data);
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`settings that can't be used:\n${problems.join('\n')}`);
}

function settingsOf(env: Env): Settings {
  return {
    kafka: {
      brokers: env.KAFKA_BROKERS,
      security: kafkaSecurityOf(env),
      commandGroup: env.DEMO_COMMAND_GROUP ?? `${env.DEMO_MODEL_ID}-commands`,
    },
    http: { host: env.DEMO_HOST, port: env.DEMO_PORT },
    stateDir: env.DEMO_STATE_DIR,
    model: env.DEMO_MODEL_ID,
    serving: { ratePerSecond: env.DEMO_RATE, labelDelayMs: env.DEMO_LABEL_DELAY_MS, seed: env.DEMO_SEED },
    scenarios: {
      autoplay: env.DEMO_AUTOPLAY,
      firstAfterMs: env.DEMO_FIRST_SCENARIO_AFTER_MS,
      calmMs: env.DEMO_CALM_MS,
      longestMs: env.DEMO_SCENARIO_MAX_MS,
      atStart: env.DEMO_SCENARIO ?? null,
    },
    topics: {
      predictions: env.DEMO_PREDICTION_TOPIC,
      labels: env.DEMO_LABEL_TOPIC,
      changes: env.DEMO_CHANGES_TOPIC,
      remediations: env.DEMO_REMEDIATIONS_TOPIC,
      remediationResults: env.DEMO_REMEDIATION_RESULTS_TOPIC,
      modelState: env.DEMO_MODEL_STATE_TOPIC,
    },
    logLevel: env.LOG_LEVEL,
  };
}
