import { describe, expect, it } from 'vitest';
import { createKeySequence } from './key-sequence.ts';

const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...modifiers,
});

function typed(pattern: string, keys: string, stepMs = 100): boolean[] {
  const read = createKeySequence(pattern);
  return keys.split('').map((key, index) => read(press(key), index * stepMs));
}

describe('createKeySequence', () => {
  it('answers to one key', () => {
    expect(typed('j', 'jxj')).toEqual([true, false, true]);
  });
  it('answers to either of several', () => {
    expect(typed('/, f', '/f')).toEqual([true, true]);
  });
  it('answers to a sequence, whole and in order', () => {
    expect(typed('g>h', 'gh')).toEqual([false, true]);
    expect(typed('g>h', 'hg')).toEqual([false, false]);
    expect(typed('g>h', 'gxh')).toEqual([false, false, false]);
  });
  it('forgets the first key of a sequence after a while', () => {
    expect(typed('g>h', 'gh', 2_000)).toEqual([false, false]);
  });
  it('is not the end of another sequence', () => {
    expect(typed('a', 'ga')).toEqual([false, false]);
    expect(typed('a', 'ga', 2_000)).toEqual([false, true]);
  });
  it('knows named keys', () => {
    expect(createKeySequence('escape')(press('Escape'), 0)).toBe(true);
  });
  it('knows the key that Shift makes, and leaves Ctrl alone', () => {
    const read = createKeySequence('?');
    expect(read(press('Shift'), 0)).toBe(false);
    expect(read(press('?'), 1)).toBe(true);
    expect(createKeySequence('k')(press('k', { ctrlKey: true }), 0)).toBe(false);
  });
});
