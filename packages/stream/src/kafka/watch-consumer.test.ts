import { EventEmitter } from 'node:events';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchConsumer } from './watch-consumer.ts';

const DEADLINE_MS = 20_000;
const told: string[] = [];
let stop: () => void;
let happens: (event: string, payload?: object) => void;

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  const signs = new EventEmitter();
  // A real consumer that is never connected: only its events are ours, for none can be made to fall silent.
  const consumer = new Kafka({ brokers: ['127.0.0.1:1'], logLevel: logLevel.NOTHING }).consumer({ groupId: 'watched' });
  vi.spyOn(consumer, 'on').mockImplementation((event: string, listener: (event: never) => void) => {
    signs.on(event, listener as () => void);
    return () => undefined;
  });
  happens = (event, payload = {}) => void signs.emit(event, { payload });
  ({ stop } = watchConsumer(consumer, {
    unreachableDeadlineMs: DEADLINE_MS,
    onFatal: ({ message }) => told.push(message),
  }));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const crash = (restart: boolean) => happens('consumer.crash', { error: new Error('no such codec'), restart });

it('takes no silence for death before the group was joined', () => {
  vi.advanceTimersByTime(600_000);
  expect(told).toEqual([]);
});

it('tells of a consumer that stops without a word, once', () => {
  happens('consumer.group_join');
  vi.advanceTimersByTime(58_000);
  happens('consumer.fetch');
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(600_000);
  expect(told).toEqual(['the Kafka consumer gave no sign for 62 s']);
});

it('tells of a crash that kafkajs does not restart at once, of one that it does not at all', () => {
  happens('consumer.group_join');
  crash(true);
  happens('consumer.group_join');
  vi.advanceTimersByTime(50_000);
  expect(told).toEqual([]);
  crash(false);
  expect(told).toEqual(['the Kafka consumer crashed: no such codec']);
});

it('does not let it restart for ever while no broker is there', () => {
  happens('consumer.group_join');
  for (let elapsedMs = 0; elapsedMs < 3 * DEADLINE_MS; elapsedMs += 5_000) {
    crash(true);
    vi.advanceTimersByTime(5_000);
  }
  expect(told).toEqual(['no Kafka broker for 22 s']);
});
