import { expect, it } from 'vitest';
import { MissingTopics } from './missing-topics.ts';

it('believes that a topic is gone after half a minute of answers without it', () => {
  const missing = new MissingTopics();
  const both = ['a', 'b'];
  expect(missing.note(both, new Map([['a', '1']]), 0)).toEqual(['b']);
  expect(missing.note(both, new Map([['a', '1']]), 20_000)).toEqual([]);
  expect(missing.gone(29_999)).toEqual([]);
  expect(missing.gone(30_000)).toEqual(['b']);
  missing.note(both, new Map([['b', '2']]), 31_000);
  expect(missing.gone(50_000)).toEqual([]);
  expect(missing.gone(61_000)).toEqual(['a']);
  missing.note([], new Map(), 62_000);
  expect(missing.gone(99_000)).toEqual([]);
});
