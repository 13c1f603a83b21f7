import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { StartError } from '../start-error.ts';
import { findFreePort } from './find-free-port.ts';
import { requireFreePort } from './require-free-port.ts';

let other: Server | null = null;
afterEach(async () => {
  await new Promise((resolve) => (other === null ? resolve(null) : other.close(resolve)));
  other = null;
});

async function occupy(host: string): Promise<number> {
  const port = await findFreePort();
  const server = createServer();
  other = server;
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return port;
}

it('lets a free port pass, and leaves it free', async () => {
  const port = await findFreePort();
  await requireFreePort({ port, usedFor: 'Kafka', setting: 'LEEWAY_KAFKA_PORT' });
  await requireFreePort({ port, usedFor: 'Kafka', setting: 'LEEWAY_KAFKA_PORT' });
});

it.each(['127.0.0.1', '0.0.0.0'])('names the port, its use and the setting when %s holds it', async (host) => {
  const port = await occupy(host);
  const error = await requireFreePort({ port, usedFor: 'Kafka', setting: 'LEEWAY_KAFKA_PORT' }).catch(
    (reason: unknown) => reason,
  );
  if (!(error instanceof StartError)) throw new Error('a StartError was expected');
  expect(error.message).toBe(`port ${port}, wanted for Kafka, is in use by another program`);
  expect(error.remedy).toContain('LEEWAY_KAFKA_PORT=');
});

it('waits as long as it may for a port that is being given up', async () => {
  const port = await occupy('127.0.0.1');
  setTimeout(() => other?.close(), 250);
  await requireFreePort({ port, usedFor: 'Kafka', setting: 'LEEWAY_KAFKA_PORT', withinMs: 5000 });
});
