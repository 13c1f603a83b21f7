import { logLevel } from 'kafkajs';
import { expect, it } from 'vitest';
import { kafkaLogCreator } from './kafka-log-creator.ts';

function logged(level: logLevel, message: string, error?: string): string[] {
  const lines: string[] = [];
  const at = (name: string) => (_detail: object, text: string) => void lines.push(`${name}: ${text}`);
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  kafkaLogCreator(log)(level)({ namespace: 'Connection', level, label: '', log: { timestamp: '', message, error } });
  return lines;
}

it.each([
  ['a rebalance', 'The group is rebalancing, re-joining', undefined, 'info'],
  [
    'a rebalance named only in the detail',
    'Response Heartbeat(key: 12, version: 1)',
    'The group is rebalancing, so a rejoin is needed',
    'info',
  ],
  ['an expelled member', 'The coordinator is not aware of this member', undefined, 'info'],
  [
    'a coordinator that is not up yet',
    'Response GroupCoordinator(key: 10)',
    'The group coordinator is not available',
    'info',
  ],
  ['a broken connection', 'Connection error: connect ECONNREFUSED', undefined, 'error'],
])('%s', (_case, message, error, expected) => {
  expect(logged(logLevel.ERROR, message, error)).toEqual([`${expected}: kafka: Connection: ${message}`]);
});
