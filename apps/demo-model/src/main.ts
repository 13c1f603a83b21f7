import { pino } from 'pino';
import { readCommandLine, USAGE } from './command-line.ts';
import { startDemo } from './demo.ts';
import { readSettings, type Settings } from './env.ts';
import { silenceTimeoutWarning } from './kafka/silence-timeout-warning.ts';

const GIVE_UP_AFTER_MS = 12_000;

/** Null when there is nothing to run. */
function settingsOrUsage(): Settings | null {
  try {
    const overrides = readCommandLine(process.argv.slice(2));
    if (overrides !== null) return readSettings(overrides);
    process.stdout.write(USAGE);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
  return null;
}

async function run(settings: Settings): Promise<void> {
  const logger = pino({ name: 'demo-model', level: settings.logLevel });
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught');
    process.exit(1);
  });
  try {
    const demo = await startDemo(settings, import.meta.dirname, logger);
    let isStopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        if (isStopping) return;
        isStopping = true;
        logger.info({ signal }, 'stopping');
        demo.stop();
        setTimeout(() => process.exit(1), GIVE_UP_AFTER_MS).unref();
      });
    await demo.finished;
    process.exit(0);
  } catch (error) {
    logger.fatal({ err: error }, error instanceof Error ? error.message : 'the demo can not go on');
    process.exit(1);
  }
}

silenceTimeoutWarning();
const settings = settingsOrUsage();
if (settings !== null) await run(settings);
