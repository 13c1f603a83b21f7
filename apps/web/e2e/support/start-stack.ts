import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '@leeway/testing';

/** Starts Leeway as a person would and ends it after the last test. */
export default async function startStackForTests(): Promise<() => Promise<void>> {
  const stack = await startStack();
  const sessions = await mkdtemp(join(tmpdir(), 'leeway-e2e-'));
  process.env['E2E_SESSION_FILE'] = join(sessions, 'administrator.json');
  process.env['E2E_SIGN_IN_LINK'] = stack.signInLink;
  process.env['E2E_WEB_URL'] = stack.webUrl;
  process.env['E2E_DEMO_URL'] = stack.demoUrl;
  process.env['E2E_WORKER_URL'] = stack.workerUrl;
  process.env['E2E_DATABASE_URL'] = stack.databaseUrl;
  process.env['E2E_PROMETHEUS_PORT'] = String(stack.prometheusPort);
  process.env['E2E_KAFKA_BROKERS'] = stack.kafkaBrokers.join(',');
  return async () => {
    await stack.stop();
    await rm(sessions, { recursive: true, force: true });
  };
}
