import { seededRandom } from '@leeway/testing';
import { expect, it } from 'vitest';
import { eventFingerprint } from './event-fingerprint.ts';
import { FingerprintSet } from './fingerprint-set.ts';
import { SeenEvents } from './seen-events.ts';

it('gives different ids different fingerprints of 53 bits', () => {
  const prints = new Set(Array.from({ length: 200_000 }, (_, index) => eventFingerprint(`event-${index}`)));
  expect(prints.size).toBe(200_000);
  for (const print of prints) expect(Number.isSafeInteger(print) && print >= 0).toBe(true);
});

it('is a set like any other', () => {
  const random = seededRandom(3);
  const set = new FingerprintSet();
  const peer = new Set<number>();
  for (let step = 0; step < 20_000; step += 1) {
    const value = Math.floor(random() * (step % 2 === 0 ? 3_000 : 2 ** 53));
    expect(set.has(value)).toBe(peer.has(value));
    set.add(value);
    peer.add(value);
  }
  expect(set.size).toBe(peer.size);
  expect([...set.values()].toSorted((a, b) => a - b)).toEqual([...peer].toSorted((a, b) => a - b));
});

it('remembers for the window and at most an eighth longer', () => {
  const seen = new SeenEvents(8_000, 1_000);
  seen.add(7, 10_500);
  seen.forget(18_500);
  expect(seen.has(7)).toBe(true);
  seen.forget(19_000);
  expect(seen.has(7)).toBe(true);
  seen.forget(19_001);
  expect(seen.has(7)).toBe(false);
  expect(seen.size).toBe(0);
});

it('forgets the oldest first when there are too many', () => {
  const seen = new SeenEvents(8_000, 100);
  for (let id = 0; id < 90; id += 1) seen.add(id, 1_000);
  for (let id = 90; id < 180; id += 1) seen.add(id, 2_000);
  seen.forget(2_000);
  expect([seen.has(0), seen.has(100), seen.size]).toEqual([false, true, 90]);
});
