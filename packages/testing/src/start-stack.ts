import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '@leeway/devstack';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START_WITHIN_MS = 300_000;
const LINK = /https?:\/\/\S+\/sign-in\/link\?token=\S+/u;

export type RunningStack = {
  signInLink: string;
  webUrl: string;
  demoUrl: string;
  workerUrl: string;
  kafkaBrokers: string[];
  databaseUrl: string;
  /** Where the data source `main` is expected; a test that needs it starts it there. */
  prometheusPort: number;
  /** Ends all that was started and removes its folder. */
  stop: () => Promise<void>;
};

/** Ports of its own, one after the other, so that no two are the same. */
async function findPorts() {
  return {
    web: await findFreePort(),
    worker: await findFreePort(),
    demo: await findFreePort(),
    postgres: await findFreePort(),
    kafka: await findFreePort(),
    prometheus: await findFreePort(),
  };
}

/** Leeway as `npm start` starts it, in a folder and on ports of its own; the demo model breaks only when told to. */
export async function startStack(): Promise<RunningStack> {
  const home = await mkdtemp(join(tmpdir(), 'leeway-stack-'));
  const ports = await findPorts();
  const child = spawn(process.execPath, ['packages/devstack/src/start.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      LEEWAY_HOME: home,
      LEEWAY_WEB_PORT: String(ports.web),
      WORKER_PORT: String(ports.worker),
      DEMO_PORT: String(ports.demo),
      LEEWAY_POSTGRES_PORT: String(ports.postgres),
      LEEWAY_KAFKA_PORT: String(ports.kafka),
      DEMO_AUTOPLAY: '0',
      LEEWAY_PROMETHEUS_SOURCES: JSON.stringify([{ name: 'main', url: `http://127.0.0.1:${ports.prometheus}` }]),
      // Empty is unset: an outer setting must not send this stack to another database.
      DATABASE_URL: '',
      KAFKA_BROKERS: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const signInLink = await waitForLink(child);
  const password = (await readFile(join(home, 'postgres.password'), 'utf8')).trim();
  return {
    signInLink,
    webUrl: new URL(signInLink).origin,
    demoUrl: `http://127.0.0.1:${ports.demo}`,
    workerUrl: `http://127.0.0.1:${ports.worker}`,
    kafkaBrokers: [`127.0.0.1:${ports.kafka}`],
    databaseUrl: `postgres://leeway:${password}@127.0.0.1:${ports.postgres}/leeway`,
    prometheusPort: ports.prometheus,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

function waitForLink(child: ReturnType<typeof spawn>): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(new Error(`not up in time:\n${output}`));
    }, START_WITHIN_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const found = LINK.exec(output);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code}:\n${output}`));
    });
  });
}
