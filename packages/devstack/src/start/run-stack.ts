import { kafkaSecurityOf } from '@leeway/stream';
import { buildWeb } from '../build/build-web.ts';
import { requireJava, requireMaven } from '../kafka/command-version.ts';
import { ensureTopics } from '../kafka/ensure-topics.ts';
import { hasKafkaJars, KAFKA_VERSION } from '../kafka/kafka-jars.ts';
import { DEMO_TOPICS, LEEWAY_TOPICS } from '../kafka/topics.ts';
import { requireFreePort } from '../ports/require-free-port.ts';
import { stopSurvivors } from '../process/process-record.ts';
import { registerDemo } from './demo-registration.ts';
import { migrateStore, withoutPassword } from './migrate-store.ts';
import { beginLog } from './prepare-home.ts';
import { runTogether } from './run-together.ts';
import {
  demoService,
  demoUrl,
  kafkaService,
  postgresService,
  RANK,
  webService,
  workerService,
  type StackContext,
} from './services.ts';
import { portsToOpen } from './settings.ts';
import { makeSignInLink } from './sign-in-link.ts';
import type { Stack } from './stack.ts';
import type { StepPrinter } from './step-printer.ts';

/** Starts everything in order of dependence, side by side where it can; resolves with the sign-in link. */
export async function runStack(context: StackContext, stack: Stack, printer: StepPrinter): Promise<string> {
  const hadLeftovers = await clearLeftovers(context, printer);
  await checkBeforehand(context, hadLeftovers ? 5000 : 0);
  let connectionString = context.settings.env.DATABASE_URL ?? '';
  const brokers = context.settings.env.KAFKA_BROKERS ?? [`127.0.0.1:${context.settings.env.LEEWAY_KAFKA_PORT}`];
  await runTogether(
    [
      async (signal) => {
        connectionString = await bringUpDatabase({ ...context, signal }, stack, printer);
      },
      (signal) => bringUpKafka({ ...context, signal }, stack, printer, brokers),
      (signal) => bringUpBuild({ ...context, signal }, printer),
    ],
    context.signal,
  );
  await runTogether(
    [
      (signal) =>
        addApp(stack, printer, 'worker', workerService({ ...context, signal }, { connectionString, brokers })),
      (signal) => addApp(stack, printer, 'web', webService({ ...context, signal }, connectionString)),
      async (signal) => {
        if (!context.settings.withDemo) return;
        await addApp(
          stack,
          printer,
          'demo model',
          demoService({ ...context, signal }, brokers),
          demoUrl(context.settings),
        );
        await printer.step('demo model registered', async () =>
          (await registerDemo({ ...context, signal }, connectionString)) === 'known' ? 'already' : undefined,
        );
      },
    ],
    context.signal,
  );
  return makeSignInLink(context, connectionString);
}

async function clearLeftovers({ home }: StackContext, printer: StepPrinter): Promise<boolean> {
  const stopped = await stopSurvivors(home.runDir, {
    rankOf: (name) => (name === 'postgres' || name === 'kafka' ? RANK.storage : RANK.apps),
    signalOf: (name) => (name === 'postgres' ? 'SIGINT' : 'SIGTERM'),
    graceMs: 20_000,
  });
  if (stopped.length > 0) printer.say(`  ! stopped what a killed start had left running: ${stopped.join(', ')}`);
  return stopped.length > 0;
}

/** Whatever can be known to fail is found out before anything is started. */
async function checkBeforehand({ settings }: StackContext, portsWithinMs: number): Promise<void> {
  for (const port of portsToOpen(settings.env, settings.withDemo)) {
    await requireFreePort({ ...port, withinMs: portsWithinMs });
  }
  if (settings.env.KAFKA_BROKERS !== undefined) return;
  requireJava();
  if (!hasKafkaJars()) requireMaven();
}

async function bringUpDatabase(context: StackContext, stack: Stack, printer: StepPrinter): Promise<string> {
  const given = context.settings.env.DATABASE_URL;
  let connectionString = given ?? '';
  if (given === undefined) {
    await printer.step('PostgreSQL', async () => {
      const service = postgresService(context, (url) => {
        connectionString = url;
      });
      await stack.add(service, RANK.storage);
      return `127.0.0.1:${context.settings.env.LEEWAY_POSTGRES_PORT}`;
    });
  }
  await printer.step('migrations', async () => {
    const applied = await migrateStore(connectionString, context.rootDir);
    const what = applied.length === 0 ? 'up to date' : `${applied.length} applied`;
    return given === undefined ? what : `${what} in ${withoutPassword(given)}`;
  });
  return connectionString;
}

async function bringUpKafka(
  context: StackContext,
  stack: Stack,
  printer: StepPrinter,
  brokers: string[],
): Promise<void> {
  if (context.settings.env.KAFKA_BROKERS === undefined) {
    await printer.step(`Kafka ${KAFKA_VERSION}`, async () => {
      await stack.add(kafkaService(context), RANK.storage);
      return brokers.join(',');
    });
  }
  // The worker makes its own topics; only the demo model wants more.
  if (context.settings.env.KAFKA_BROKERS !== undefined && !context.settings.withDemo) return;
  await printer.step('topics', async () => {
    const topics = context.settings.withDemo ? [...LEEWAY_TOPICS, ...DEMO_TOPICS] : LEEWAY_TOPICS;
    const security = context.settings.env.KAFKA_BROKERS === undefined ? {} : kafkaSecurityOf(context.settings.env);
    const made = await ensureTopics({ brokers, security, topics, signal: context.signal });
    return made.length === 0 ? 'all there' : `${made.length} made`;
  });
}

async function bringUpBuild(context: StackContext, printer: StepPrinter): Promise<void> {
  if (context.settings.mode === 'dev') return;
  await printer.step('web build', async () => {
    const logFile = context.home.logFile('build');
    beginLog(logFile);
    const { isFresh } = await buildWeb({ rootDir: context.rootDir, logFile, signal: context.signal });
    return isFresh ? undefined : 'unchanged';
  });
}

async function addApp(
  stack: Stack,
  printer: StepPrinter,
  name: string,
  service: Parameters<Stack['add']>[0],
  note?: string,
): Promise<void> {
  await printer.step(name, async () => {
    await stack.add(service, RANK.apps);
    return note;
  });
}
