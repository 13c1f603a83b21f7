import { z } from 'zod';
import type { KafkaSasl, KafkaSecurity, KafkaSettings } from './kafka/kafka-settings.ts';

const Flag = z
  .enum(['true', 'false', '1', '0', ''])
  .default('false')
  .transform((text) => text === 'true' || text === '1');

/** PEM text; line breaks may be written \n, as in a .env file. */
const Pem = z
  .string()
  .transform((text) => text.replaceAll(String.raw`\n`, '\n'))
  .optional();

/** host:port, several with commas between. */
export const KafkaBrokers = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((broker) => broker.trim())
      .filter((broker) => broker !== ''),
  )
  .pipe(z.array(z.string().regex(/^[^\s:]+:\d{1,5}$/u, 'host:port')).min(1));

/** How to sign in to Kafka, as environment variables: a shape to spread into a process's own settings. */
export const KafkaSecurityEnv = {
  KAFKA_TLS: Flag,
  /** The authority that signed the brokers' certificates; unset: those of the system. */
  KAFKA_TLS_CA: Pem,
  /** Our own certificate and its key, where brokers ask for one. */
  KAFKA_TLS_CERT: Pem,
  KAFKA_TLS_KEY: Pem,
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer', 'aws-iam']).optional(),
  KAFKA_SASL_USERNAME: z.string().default(''),
  KAFKA_SASL_PASSWORD: z.string().default(''),
  /** oauthbearer: a file with the token, or an endpoint that gives tokens for client credentials. */
  KAFKA_OAUTH_TOKEN_FILE: z.string().min(1).optional(),
  KAFKA_OAUTH_TOKEN_URL: z.url({ protocol: /^https?$/u }).optional(),
  KAFKA_OAUTH_CLIENT_ID: z.string().default(''),
  KAFKA_OAUTH_CLIENT_SECRET: z.string().default(''),
  KAFKA_OAUTH_SCOPE: z.string().min(1).optional(),
  /** aws-iam: Amazon MSK. */
  AWS_REGION: z.string().min(1).optional(),
  AWS_ACCESS_KEY_ID: z.string().min(1).optional(),
  AWS_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  AWS_SESSION_TOKEN: z.string().min(1).optional(),
};

export type KafkaSecurityValues = z.infer<z.ZodObject<typeof KafkaSecurityEnv>>;

/** Problems that no single variable has: what a mechanism needs besides. */
export function kafkaSecurityProblems(env: KafkaSecurityValues): { path: string; message: string }[] {
  const needed = (path: keyof KafkaSecurityValues) =>
    env[path] ? [] : [{ path, message: `needed for KAFKA_SASL_MECHANISM=${env.KAFKA_SASL_MECHANISM}` }];
  switch (env.KAFKA_SASL_MECHANISM) {
    case undefined:
      return [];
    case 'plain':
    case 'scram-sha-256':
    case 'scram-sha-512':
      return [...needed('KAFKA_SASL_USERNAME'), ...needed('KAFKA_SASL_PASSWORD')];
    case 'oauthbearer':
      return env.KAFKA_OAUTH_TOKEN_FILE ? [] : [...needed('KAFKA_OAUTH_TOKEN_URL'), ...needed('KAFKA_OAUTH_CLIENT_ID')];
    case 'aws-iam':
      return [...needed('AWS_REGION'), ...needed('AWS_ACCESS_KEY_ID'), ...needed('AWS_SECRET_ACCESS_KEY')];
  }
}

/** Domain: values without `kafkaSecurityProblems`. */
export function kafkaSecurityOf(env: KafkaSecurityValues): KafkaSecurity {
  const tls = env.KAFKA_TLS
    ? {
        ...(env.KAFKA_TLS_CA ? { ca: env.KAFKA_TLS_CA } : {}),
        ...(env.KAFKA_TLS_CERT ? { cert: env.KAFKA_TLS_CERT } : {}),
        ...(env.KAFKA_TLS_KEY ? { key: env.KAFKA_TLS_KEY } : {}),
      }
    : (false as const);
  const sasl = saslOf(env);
  return sasl === null ? { tls } : { tls, sasl };
}

function saslOf(env: KafkaSecurityValues): KafkaSasl | null {
  const mechanism = env.KAFKA_SASL_MECHANISM;
  switch (mechanism) {
    case undefined:
      return null;
    case 'plain':
    case 'scram-sha-256':
    case 'scram-sha-512':
      return { mechanism, username: env.KAFKA_SASL_USERNAME, password: env.KAFKA_SASL_PASSWORD };
    case 'oauthbearer':
      return {
        mechanism,
        source: env.KAFKA_OAUTH_TOKEN_FILE
          ? { kind: 'file', path: env.KAFKA_OAUTH_TOKEN_FILE }
          : {
              kind: 'client-credentials',
              url: env.KAFKA_OAUTH_TOKEN_URL ?? '',
              clientId: env.KAFKA_OAUTH_CLIENT_ID,
              clientSecret: env.KAFKA_OAUTH_CLIENT_SECRET,
              ...(env.KAFKA_OAUTH_SCOPE ? { scope: env.KAFKA_OAUTH_SCOPE } : {}),
            },
      };
    case 'aws-iam':
      return {
        mechanism,
        region: env.AWS_REGION ?? '',
        credentials: {
          accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
          secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
          ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
        },
      };
  }
}

/** Settings of a Kafka client from environment variables. Throws one error that names every problem. */
export function readKafkaSettings(source: Record<string, string | undefined>, clientId: string): KafkaSettings {
  const Env = z.object({ KAFKA_BROKERS: KafkaBrokers, ...KafkaSecurityEnv });
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = Env.safeParse(given);
  const problems = parsed.success
    ? kafkaSecurityProblems(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  if (!parsed.success || problems.length > 0)
    throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return { brokers: parsed.data.KAFKA_BROKERS, clientId, ...kafkaSecurityOf(parsed.data) };
}
