import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { Logger } from 'pino';

export function connectKafka(clientId: string, brokers: string[], logger: Logger): Kafka {
  return new Kafka({
    clientId,
    brokers,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 8 },
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => write(logger, entry),
  });
}

/** kafkajs says ERROR of what every deployment brings, such as a rebalance. */
const EVERYDAY = /rebalanc|coordinator|not aware of this member|leadership election|session/iu;

function write(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, timestamp: _timestamp, logger: _logger, ...details } = log;
  const line = { kafka: namespace, ...details };
  if (level === logLevel.ERROR && !EVERYDAY.test(`${message} ${String(log['error'] ?? '')}`))
    logger.error(line, message);
  else if (level === logLevel.ERROR || level === logLevel.WARN) logger.warn(line, message);
  else logger.debug(line, message);
}
