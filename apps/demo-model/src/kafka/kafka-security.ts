import { readFile } from 'node:fs/promises';
import type { KafkaConfig } from 'kafkajs';
import { z } from 'zod';

const Pem = z
  .string()
  .transform((text) => text.replaceAll(String.raw`\n`, '\n'))
  .optional();

/** How to sign in to Kafka: the same variables as Leeway's own, but for Amazon's. */
export const KafkaSecurityEnv = {
  KAFKA_TLS: z
    .enum(['true', 'false', '1', '0'])
    .default('false')
    .transform((text) => text === 'true' || text === '1'),
  KAFKA_TLS_CA: Pem,
  KAFKA_TLS_CERT: Pem,
  KAFKA_TLS_KEY: Pem,
  KAFKA_SASL_MECHANISM: z
    .enum(
      ['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'],
      'the demo model knows no other than plain, scram and oauthbearer',
    )
    .optional(),
  KAFKA_SASL_USERNAME: z.string().default(''),
  KAFKA_SASL_PASSWORD: z.string().default(''),
  KAFKA_OAUTH_TOKEN_FILE: z.string().min(1).optional(),
  KAFKA_OAUTH_TOKEN_URL: z.url({ protocol: /^https?$/u }).optional(),
  KAFKA_OAUTH_CLIENT_ID: z.string().default(''),
  KAFKA_OAUTH_CLIENT_SECRET: z.string().default(''),
  KAFKA_OAUTH_SCOPE: z.string().min(1).optional(),
};

type Values = z.infer<z.ZodObject<typeof KafkaSecurityEnv>>;
export type KafkaSecurity = Pick<KafkaConfig, 'ssl' | 'sasl'>;

export function kafkaSecurityOf(env: Values): KafkaSecurity {
  const { KAFKA_TLS_CA: ca, KAFKA_TLS_CERT: cert, KAFKA_TLS_KEY: key } = env;
  const ssl = { ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) };
  return { ...(env.KAFKA_TLS ? { ssl } : {}), ...saslOf(env) };
}

function saslOf(env: Values): Pick<KafkaSecurity, 'sasl'> {
  const login = { username: env.KAFKA_SASL_USERNAME, password: env.KAFKA_SASL_PASSWORD };
  switch (env.KAFKA_SASL_MECHANISM) {
    case undefined:
      return {};
    case 'plain':
      return { sasl: { mechanism: 'plain', ...login } };
    case 'scram-sha-256':
      return { sasl: { mechanism: 'scram-sha-256', ...login } };
    case 'scram-sha-512':
      return { sasl: { mechanism: 'scram-sha-512', ...login } };
    case 'oauthbearer':
      return { sasl: { mechanism: 'oauthbearer', oauthBearerProvider: () => oauthToken(env) } };
  }
}

const Answer = z.object({ access_token: z.string().min(1) });

/** Asked for at each sign-in, of which there are few. */
async function oauthToken(env: Values): Promise<{ value: string }> {
  if (env.KAFKA_OAUTH_TOKEN_FILE) return { value: (await readFile(env.KAFKA_OAUTH_TOKEN_FILE, 'utf8')).trim() };
  const client = [env.KAFKA_OAUTH_CLIENT_ID, env.KAFKA_OAUTH_CLIENT_SECRET].map(encodeURIComponent).join(':');
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (env.KAFKA_OAUTH_SCOPE) form.set('scope', env.KAFKA_OAUTH_SCOPE);
  const response = await fetch(env.KAFKA_OAUTH_TOKEN_URL ?? '', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(client).toString('base64')}` },
    body: form,
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`);
  return { value: Answer.parse(await response.json()).access_token };
}
