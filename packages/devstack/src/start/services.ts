import { join } from 'node:path';
import { startKafka } from '../kafka/start-kafka.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { recordProcess } from '../process/process-record.ts';
import { spawnService } from '../process/service-process.ts';
import type { ServiceDefinition } from '../process/supervise.ts';
import { waitForHealth } from '../process/wait-for-health.ts';
import { webServerFile } from '../build/build-web.ts';
import { beginLog, type Home } from './prepare-home.ts';
import type { StackSettings } from './settings.ts';

/** Ranks in which services stop: first who produces and shows, last who stores. */
export const RANK = { apps: 1, storage: 2 } as const;

export type StackContext = {
  settings: StackSettings;
  home: Home;
  rootDir: string;
  signal: AbortSignal;
};

export function postgresService(context: StackContext, onUrl: (connectionString: string) => void): ServiceDefinition {
  const { home, settings } = context;
  const logFile = home.logFile('postgres');
  beginLog(logFile);
  return {
    name: 'postgres',
    logFile,
    start: async () => {
      const server = await startPostgres({
        dataDir: home.postgresDir,
        port: settings.env.LEEWAY_POSTGRES_PORT,
        logFile,
        onSpawn: (pid) => recordProcess(home.runDir, 'postgres', pid),
        signal: context.signal,
      });
      onUrl(server.connectionString);
      return { exited: server.process.exited, stop: server.stop };
    },
  };
}

export function kafkaService(context: StackContext): ServiceDefinition {
  const { home, settings } = context;
  const logFile = home.logFile('kafka');
  beginLog(logFile);
  return {
    name: 'kafka',
    logFile,
    start: async () => {
      const broker = await startKafka({
        dataDir: home.kafkaDir,
        port: settings.env.LEEWAY_KAFKA_PORT,
        logFile,
        onSpawn: (pid) => recordProcess(home.runDir, 'kafka', pid),
        signal: context.signal,
      });
      return { exited: broker.process.exited, stop: broker.stop };
    },
  };
}

type AppInput = { connectionString: string; brokers: string[] };

export function workerService(context: StackContext, input: AppInput): ServiceDefinition {
  const { env, mode } = context.settings;
  return appService(context, {
    name: 'worker',
    args: [...watchFlag(mode), 'apps/worker/src/main.ts'],
    healthUrl: `http://127.0.0.1:${env.WORKER_PORT}/readyz`,
    withinMs: 60_000,
    env: {
      DATABASE_URL: input.connectionString,
      KAFKA_BROKERS: input.brokers.join(','),
      LEEWAY_WORKER_PORT: String(env.WORKER_PORT),
    },
  });
}

export function demoService(context: StackContext, brokers: string[]): ServiceDefinition {
  const { env, mode } = context.settings;
  return appService(context, {
    name: 'demo-model',
    args: [...watchFlag(mode), 'apps/demo-model/src/main.ts'],
    healthUrl: `${demoUrl(context.settings)}/healthz`,
    // It trains its classifier before it serves.
    withinMs: 180_000,
    env: {
      KAFKA_BROKERS: brokers.join(','),
      DEMO_PORT: String(env.DEMO_PORT),
      DEMO_STATE_DIR: join(context.home.dir, 'demo-model'),
    },
  });
}

export function webService(context: StackContext, connectionString: string): ServiceDefinition {
  const { settings, rootDir, home } = context;
  const port = String(settings.env.LEEWAY_WEB_PORT);
  const next = join(rootDir, 'node_modules/next/dist/bin/next');
  return appService(context, {
    name: 'web',
    args:
      settings.mode === 'dev'
        ? [next, 'dev', 'apps/web', '--port', port, '--hostname', '127.0.0.1']
        : [webServerFile(rootDir)],
    healthUrl: `http://127.0.0.1:${port}/api/readyz`,
    withinMs: 90_000,
    env: {
      DATABASE_URL: connectionString,
      LEEWAY_WEB_URL: settings.webUrl,
      LEEWAY_AUTH_SECRET: home.authSecret,
      PORT: port,
      HOSTNAME: '127.0.0.1',
      NEXT_TELEMETRY_DISABLED: '1',
      ...(settings.withDemo ? { DEMO_MODEL_URL: demoUrl(settings) } : {}),
    },
  });
}

export function demoUrl(settings: StackSettings): string {
  return `http://127.0.0.1:${settings.env.DEMO_PORT}`;
}

/** Node starts the process again by itself when a source file changes. */
function watchFlag(mode: StackSettings['mode']): string[] {
  return mode === 'dev' ? ['--watch'] : [];
}

function appService(
  context: StackContext,
  app: { name: string; args: string[]; healthUrl: string; withinMs: number; env: Record<string, string> },
): ServiceDefinition {
  const { home, settings, rootDir, signal } = context;
  const logFile = home.logFile(app.name);
  beginLog(logFile);
  return {
    name: app.name,
    logFile,
    start: async () => {
      signal.throwIfAborted();
      const child = await spawnService({
        command: process.execPath,
        args: ['--disable-warning=TimeoutNegativeWarning', ...app.args],
        cwd: rootDir,
        env: {
          ...process.env,
          NODE_ENV: settings.mode === 'dev' ? 'development' : 'production',
          LOG_LEVEL: settings.env.LOG_LEVEL,
          ...app.env,
        },
        logFile,
        onSpawn: (pid) => recordProcess(home.runDir, app.name, pid),
      });
      const stop = (): Promise<void> => child.stop({ graceMs: 15_000 });
      try {
        await waitForHealth({
          name: app.name,
          url: app.healthUrl,
          process: child,
          logFile,
          withinMs: app.withinMs,
          signal,
        });
      } catch (error) {
        await stop();
        throw error;
      }
      return { exited: child.exited, stop };
    },
  };
}
