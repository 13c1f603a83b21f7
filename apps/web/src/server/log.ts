import { pino, type Logger } from 'pino';
import { env } from '../env.ts';

let logger: Logger | null = null;

/** JSON lines on standard output. Cookies and tokens never get in: only named fields are logged. */
export function log(): Logger {
  logger ??= pino({ level: env().LOG_LEVEL, base: { process: 'web' }, timestamp: pino.stdTimeFunctions.isoTime });
  return logger;
}
