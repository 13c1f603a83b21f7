import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSecuredKafka, TEST_KAFKA_USER, uniqueName, type SecuredKafka } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readKafkaSettings } from '../kafka-env.ts';
import { openKafkaStream } from './open-kafka-stream.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
/** kafkajs signs in anew 10 s before the end: every 2 s. */
const REAUTHENTICATE_MS = 12_000;
const TOKEN_SECONDS = 31;
const { username, password } = TEST_KAFKA_USER;

let broker: SecuredKafka;
let tokens: { server: Server; url: string; given: () => number };

beforeAll(async () => {
  broker = await startSecuredKafka({ reauthenticateMs: REAUTHENTICATE_MS });
  tokens = await startTokenEndpoint();
}, 120_000);
afterAll(async () => {
  tokens.server.close();
  await broker.stop();
});

/** An OAuth 2 endpoint for client credentials whose tokens are unsigned, which the broker's own default checks. */
async function startTokenEndpoint(): Promise<typeof tokens> {
  let given = 0;
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Basic ${Buffer.from('client:s%26cret').toString('base64')}`) {
      response.writeHead(401).end();
      return;
    }
    given += 1;
    const seconds = Math.floor(Date.now() / 1_000);
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { sub: 'leeway', iat: seconds, exp: seconds + TOKEN_SECONDS };
    const answer = { access_token: `${part({ alg: 'none' })}.${part(claims)}.`, expires_in: TOKEN_SECONDS };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}/token`, given: () => given };
}

const signIn = (mechanism: string) => ({
  KAFKA_BROKERS: broker.saslBroker,
  KAFKA_TLS: 'true',
  KAFKA_TLS_CA: broker.certificates.ca,
  KAFKA_SASL_MECHANISM: mechanism,
});
const byPassword = (mechanism: string, secret: string = password) => ({
  ...signIn(mechanism),
  KAFKA_SASL_USERNAME: username,
  KAFKA_SASL_PASSWORD: secret,
});
const byToken = (secret = 's&cret') => ({
  ...signIn('oauthbearer'),
  KAFKA_OAUTH_TOKEN_URL: tokens.url,
  KAFKA_OAUTH_CLIENT_ID: 'client',
  KAFKA_OAUTH_CLIENT_SECRET: secret,
});
const byCertificate = () => ({
  KAFKA_BROKERS: broker.mutualTlsBroker,
  KAFKA_TLS: 'true',
  KAFKA_TLS_CA: broker.certificates.ca,
  KAFKA_TLS_CERT: broker.certificates.client.cert,
  // As in a .env file.
  KAFKA_TLS_KEY: broker.certificates.client.key.replaceAll('\n', String.raw`\n`),
});

const open = (env: Record<string, string>) => openKafkaStream(readKafkaSettings(env, 'secured-test'), quiet);

/** Makes a topic, sends `count` messages at `everyMs` and reads them. */
async function goRound(env: Record<string, string>, { count = 3, everyMs = 0 } = {}): Promise<string[]> {
  const stream = open(env);
  const topic = uniqueName('secured');
  const admin = await stream.openAdmin();
  await admin.ensureTopics([{ topic, partitions: 1 }]);
  const values: string[] = [];
  const consumer = await stream.openConsumer({
    groupId: uniqueName('secured-group'),
    topics: [topic],
    handlers: {
      onFatal: (error) => values.push(`fatal: ${error.message}`),
      onBatch: async (batch, control) => {
        values.push(...Array.from(batch.records, ({ value }) => Buffer.from(value ?? []).toString('utf8')));
        control.resolve(batch.lastOffset);
      },
    },
  });
  await consumer.start();
  const producer = await stream.openProducer();
  for (let index = 0; index < count; index += 1) {
    await producer.send(topic, [{ key: null, value: Buffer.from(`message ${index}`), headers: {} }]);
    if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  await vi.waitFor(() => expect(values.length).toBeGreaterThanOrEqual(count), { timeout: 20_000, interval: 50 });
  await Promise.all([consumer.close(), producer.close(), admin.close()]);
  return values;
}

const messages = (count: number) => Array.from({ length: count }, (_, index) => `message ${index}`);

describe.concurrent('a broker that lets nobody in unproved', { timeout: 60_000 }, () => {
  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('is read and written by password (%s)', async (mechanism) => {
    expect(await goRound(byPassword(mechanism))).toEqual(messages(3));
  });

  it('is read and written by a token from an endpoint', async () => {
    expect(await goRound(byToken())).toEqual(messages(3));
    expect(tokens.given()).toBeGreaterThan(0);
  });

  it('is read and written by a certificate of ours', async () => {
    expect(await goRound(byCertificate())).toEqual(messages(3));
  });

  it('signs in anew with fresh tokens while it reads, without losing a message', async () => {
    const before = tokens.given();
    expect(await goRound(byToken(), { count: 10, everyMs: 1_000 })).toEqual(messages(10));
    expect(tokens.given() - before).toBeGreaterThan(2);
  });

  it('refuses a wrong password, in words', async () => {
    await expect(open(byPassword('scram-sha-512', 'guess')).openAdmin()).rejects.toThrow(/authentication/iu);
    await expect(open(byPassword('plain', 'guess')).openAdmin()).rejects.toThrow(/authentication/iu);
  });

  it('says which endpoint refused a token', async () => {
    await expect(open(byToken('guess')).openAdmin()).rejects.toThrow(/token endpoint answered 401/u);
  });

  it('is not trusted when an unknown authority signed its certificate', async () => {
    const { KAFKA_TLS_CA: _ours, ...withSystemAuthorities } = byPassword('plain');
    await expect(open(withSystemAuthorities).openAdmin()).rejects.toThrow(/certificate/u);
  });

  it('shows nothing to one without a certificate', async () => {
    const { KAFKA_TLS_CERT: _cert, KAFKA_TLS_KEY: _key, ...bare } = byCertificate();
    await expect(open(bare).openAdmin()).rejects.toThrow();
  });
});
