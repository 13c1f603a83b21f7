import { expect, it } from 'vitest';
import { serverProperties } from './server-properties.ts';

const lines = serverProperties({ port: 9095, controllerPort: 9096, dataDir: '/home/josé 😀/kafka' }).split('\n');

it('listens on loopback only', () => {
  const listeners = lines.filter((line) => /listeners=/u.test(line));
  expect(listeners).toEqual([
    'listeners=PLAINTEXT://127.0.0.1:9095,CONTROLLER://127.0.0.1:9096',
    'advertised.listeners=PLAINTEXT://127.0.0.1:9095',
  ]);
});

it('makes no topic that nobody asked for, and wants one copy only', () => {
  expect(lines).toContain('auto.create.topics.enable=false');
  expect(lines.filter((line) => /replication\.factor=(?!1$)/u.test(line))).toEqual([]);
});

it('writes paths so that Java reads them back', () => {
  expect(lines).toContain(String.raw`log.dirs=/home/jos\u00e9 \ud83d\ude00/kafka`);
});
