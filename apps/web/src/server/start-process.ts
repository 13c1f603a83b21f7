import { env } from '../env.ts';
import { observeHttp } from './http-metrics.ts';
import { log } from './log.ts';
import { metrics } from './metrics.ts';
import { runtime } from './runtime.ts';
import { allowLongUploads } from './uploads/allow-long-uploads.ts';

/** Checks the settings, opens the live connection, and ends cleanly when told to. */
export function startProcess(): void {
  try {
    env();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  metrics();
  observeHttp();
  allowLongUploads();
  const { close } = runtime();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      log().info({ signal }, 'ending');
      void close().catch((error: unknown) => log().error({ err: error }, 'did not end cleanly'));
    });
  log().info({ url: env().LEEWAY_WEB_URL }, 'web process started');
}
