import { logLevel, type logCreator } from 'kafkajs';
import type { StreamLog } from '../port.ts';

/** What a rebalance makes kafkajs log as errors: an ordinary event on every deploy, which must not page anybody. */
const ORDINARY =
  /rebalanc|not aware of this member|coordinator is (?:loading|not available)|not the correct coordinator|has left the group/iu;

/** kafkajs' log lines in the process's own log. */
export function kafkaLogCreator(log: StreamLog): logCreator {
  return () =>
    ({ namespace, level, log: entry }) => {
      const { message, timestamp: _timestamp, stack: _stack, ...detail } = entry;
      const text = `kafka: ${namespace ? `${namespace}: ` : ''}${message}`;
      const reason = typeof detail['error'] === 'string' ? detail['error'] : '';
      if (ORDINARY.test(message) || ORDINARY.test(reason)) return log.info(detail, text);
      switch (level) {
        case logLevel.ERROR:
          return log.error(detail, text);
        case logLevel.WARN:
          return log.warn(detail, text);
        case logLevel.DEBUG:
        case logLevel.NOTHING:
          return log.debug(detail, text);
        case logLevel.INFO:
          // Joins and stops are logged by the worker in its own words.
          return log.debug(detail, text);
      }
    };
}
