import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { Logger } from 'pino';
import type { KafkaSecurity } from './kafka-security.ts';

export type KafkaConnection = { clientId: string; brokers: string[]; security: KafkaSecurity };

const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000 };

export function connectKafka({ clientId, brokers, security }: KafkaConnection, logger: Logger): Kafka {
  return new Kafka({
    ...TIMEOUTS,
    ...security,
    clientId,
    brokers,
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 8 },
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => write(logger, entry),
  });
}

/** For questions whose failure the caller expects and words itself: no retries, no log. */
export function quietKafka({ clientId, brokers, security }: KafkaConnection): Kafka {
  return new Kafka({ ...TIMEOUTS, ...security, clientId, brokers, retry: { retries: 0 }, logLevel: logLevel.NOTHING });
}

/** kafkajs says ERROR of what it retries by itself, such as a rebalance or a broker that restarts. */
const EVERYDAY = /rebalanc|coordinator|not aware of this member|leadership election|session/iu;
const RETRIED_BY_ITSELF = new Set(['Connection', 'BrokerPool']);

function write(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...details } = log;
  const line = { kafka: namespace, ...details };
  const isEveryday = RETRIED_BY_ITSELF.has(namespace) || EVERYDAY.test(`${message} ${String(details['error'] ?? '')}`);
  if (level === logLevel.ERROR && !isEveryday) logger.error(line, message);
  else if (level === logLevel.ERROR || level === logLevel.WARN) logger.warn(line, message);
  else logger.debug(line, message);
}
