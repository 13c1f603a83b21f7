import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const START_WITHIN_MS = 300_000;
const LINK = /https?:\/\/\S+\/sign-in\/link\?token=\S+/u;

/** Ports and folders of a stack of its own, beside whatever runs on this machine. */
async function stackEnv(home: string): Promise<Record<string, string>> {
  const [web, worker, demo, postgres, kafka] = await Promise.all([1, 2, 3, 4, 5].map(() => freePort()));
  return {
    LEEWAY_HOME: home,
    LEEWAY_WEB_PORT: String(web),
    WORKER_PORT: String(worker),
    DEMO_PORT: String(demo),
    LEEWAY_POSTGRES_PORT: String(postgres),
    LEEWAY_KAFKA_PORT: String(kafka),
    // Nothing breaks unless a test breaks it.
    DEMO_AUTOPLAY: '0',
    // An unset variable keeps an outer one from sending the tests to another database.
    DATABASE_URL: '',
    KAFKA_BROKERS: '',
  };
}

/** Starts Leeway as a person would, waits for the sign-in link, and ends it after the last test. */
export default async function startStack(): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), 'leeway-e2e-'));
  const env = await stackEnv(home);
  const child = spawn(process.execPath, ['packages/devstack/src/start.ts'], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const link = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not up in time:\n${output}`)), START_WITHIN_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const found = LINK.exec(output);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output}`)));
  });
  process.env['E2E_SIGN_IN_LINK'] = link;
  process.env['E2E_WEB_URL'] = new URL(link).origin;
  process.env['E2E_DEMO_URL'] = `http://127.0.0.1:${env['DEMO_PORT']}`;
  process.env['E2E_WORKER_URL'] = `http://127.0.0.1:${env['WORKER_PORT']}`;
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    await rm(home, { recursive: true, force: true });
  };
}
