import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isTimedPath, NAV, navEntryOf } from './nav.ts';

describe('NAV', () => {
  it.each(NAV.map((entry) => [entry.key, entry.href] as const))('%s leads to a page that exists', (_, href) => {
    expect(existsSync(new URL(`app/(app)${href === '/' ? '' : href}/page.tsx`, import.meta.url))).toBe(true);
  });

  it('gives every place a letter of its own', () => {
    expect(new Set(NAV.map((entry) => entry.letter)).size).toBe(NAV.length);
  });

  it.each([
    ['/', 'home'],
    ['/incidents', 'incidents'],
    ['/incidents/7', 'incidents'],
    ['/models/demo-employment', 'models'],
    ['/incidentsx', null],
    ['/nowhere', null],
  ])('%s belongs to %s', (path, key) => {
    expect(navEntryOf(path)?.key ?? null).toBe(key);
  });

  it.each([
    ['/models', false],
    ['/models/demo-employment', true],
    ['/models/new', false],
    ['/changes', true],
    ['/', false],
    ['/nowhere', false],
  ])('%s follows the time range: %s', (path, timed) => {
    expect(isTimedPath(path)).toBe(timed);
  });
});
