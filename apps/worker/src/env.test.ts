import { expect, it } from 'vitest';
import { readEnv } from './env.ts';

const minimal = { DATABASE_URL: 'postgresql://u:p@localhost:5432/x', KAFKA_BROKERS: 'a:9092, b:9092' };

it('has defaults for everything but the two addresses', () => {
  const settings = readEnv({ ...minimal, LOG_LEVEL: '' });
  expect(settings.kafka.brokers).toEqual(['a:9092', 'b:9092']);
  expect(settings.roles).toEqual(['ingest', 'evaluate', 'respond', 'slo']);
  expect(settings.kafka.tls).toBe(false);
  expect(settings.logLevel).toBe('info');
});

it('names every problem at once', () => {
  const read = () => readEnv({ KAFKA_BROKERS: 'nowhere', LEEWAY_WORKER_ROLES: 'ingest,cook', LEEWAY_FLUSH_MS: '1' });
  expect(read).toThrow(/DATABASE_URL[\s\S]*KAFKA_BROKERS[\s\S]*LEEWAY_WORKER_ROLES[\s\S]*LEEWAY_FLUSH_MS/u);
});

it.each([
  [{ KAFKA_SASL_MECHANISM: 'plain' }, /KAFKA_SASL_USERNAME: needed[\s\S]*KAFKA_SASL_PASSWORD: needed/u],
  [{ KAFKA_SASL_MECHANISM: 'oauthbearer' }, /KAFKA_OAUTH_TOKEN_URL: needed/u],
  [{ KAFKA_SASL_MECHANISM: 'aws-iam', AWS_REGION: 'eu-west-1' }, /AWS_ACCESS_KEY_ID: needed/u],
])('says what %o lacks', (env, message) => {
  expect(() => readEnv({ ...minimal, ...env })).toThrow(message);
});

it('passes encryption and sign-in on to Kafka', () => {
  const { kafka } = readEnv({
    ...minimal,
    KAFKA_TLS: 'true',
    KAFKA_TLS_CA: 'PEM',
    KAFKA_SASL_MECHANISM: 'scram-sha-512',
    KAFKA_SASL_USERNAME: 'leeway',
    KAFKA_SASL_PASSWORD: 'secret',
  });
  expect(kafka).toMatchObject({
    tls: { ca: 'PEM' },
    sasl: { mechanism: 'scram-sha-512', username: 'leeway', password: 'secret' },
  });
});
