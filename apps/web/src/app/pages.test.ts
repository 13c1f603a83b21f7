import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const APP = fileURLToPath(new URL('(app)', import.meta.url));
const pages = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('page.tsx'));

describe('pages of the app', () => {
  it('are found', () => {
    expect(pages.length).toBeGreaterThan(10);
  });

  // The layout is not run again when a person moves from page to page; Prefetch is what asks who they are.
  it.each(pages.filter((path) => !path.startsWith('[...rest]')))('%s refuses the unauthenticated', (path) => {
    expect(readFileSync(`${APP}/${path}`, 'utf8')).toMatch(/<Prefetch\b/u);
  });

  it.each(pages)('%s only composes (60 lines at most)', (path) => {
    expect(readFileSync(`${APP}/${path}`, 'utf8').split('\n').length).toBeLessThanOrEqual(61);
  });
});
