import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startKafka } from '@leeway/devstack';
import { makeTestCertificates, type TestCertificates } from './test-certificates.ts';

export const TEST_KAFKA_USER = { username: 'leeway', password: 'it is 3 a.m. & raining' } as const;

export type SecuredKafka = {
  certificates: TestCertificates;
  /** TLS, and sign-in by PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER (unsigned tokens). */
  saslBroker: string;
  /** TLS, with a certificate asked of the client. */
  mutualTlsBroker: string;
  stop: () => Promise<void>;
};

/**
 * A real broker that lets nobody in unproved. A connection must sign in anew every `reauthenticateMs`, as short-lived
 * tokens make it.
 */
export async function startSecuredKafka({ reauthenticateMs }: { reauthenticateMs: number }): Promise<SecuredKafka> {
  const folder = await mkdtemp(join(tmpdir(), 'leeway-secured-'));
  const certificateFolder = join(folder, 'certificates');
  await mkdir(certificateFolder);
  const certificates = await makeTestCertificates(certificateFolder);
  const ports = { plain: await findFreePort(), sasl: await findFreePort(), mutual: await findFreePort() };
  const { username, password } = TEST_KAFKA_USER;
  const server = await startKafka({
    dataDir: join(folder, 'kafka'),
    // The broker's own, between itself and its controller.
    port: ports.plain,
    logFile: join(folder, 'kafka.log'),
    formatArgs: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${username},password="${password}"]`,
    ]),
    listeners: [
      { name: 'SIGNIN', protocol: 'SASL_SSL', port: ports.sasl },
      { name: 'MUTUAL', protocol: 'SSL', port: ports.mutual },
    ],
    settings: { ...tls(certificates), ...sasl(reauthenticateMs) },
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    certificates,
    saslBroker: `127.0.0.1:${ports.sasl}`,
    mutualTlsBroker: `127.0.0.1:${ports.mutual}`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PEM in a properties file: one line, line breaks escaped. */
function tls({ ca, server }: TestCertificates): Record<string, string> {
  const oneLine = (pem: string) => pem.trim().replaceAll('\n', String.raw`\n`);
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.certificate.chain': oneLine(server.cert),
    'ssl.keystore.key': oneLine(server.key),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.certificates': oneLine(ca),
    'listener.name.mutual.ssl.client.auth': 'required',
  };
}

function sasl(reauthenticateMs: number): Record<string, string | number> {
  const { username, password } = TEST_KAFKA_USER;
  const modules = 'org.apache.kafka.common.security';
  const scram = `${modules}.scram.ScramLoginModule required;`;
  return {
    'listener.name.signin.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER',
    'listener.name.signin.plain.sasl.jaas.config': `${modules}.plain.PlainLoginModule required user_${username}="${password}";`,
    'listener.name.signin.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.signin.scram-sha-512.sasl.jaas.config': scram,
    'listener.name.signin.oauthbearer.sasl.jaas.config': `${modules}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`,
    'listener.name.signin.connections.max.reauth.ms': reauthenticateMs,
  };
}
