import { describe, expect, it } from 'vitest';
import { safeReturnPath, signInPath } from './return-path.ts';

describe('safeReturnPath', () => {
  it.each(['/incidents/7', '/models/a?range=8h', '/slos#budget', '/'])('keeps %s', (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'incidents',
    '',
    '/a\nb',
    '/..//evil.example',
    '/.//evil.example',
    `/${'a'.repeat(3_000)}`,
    null,
    undefined,
  ])('turns %j into the home page', (path) => {
    expect(safeReturnPath(path)).toBe('/');
  });

  it('never returns to the sign-in page itself', () => {
    expect(safeReturnPath('/sign-in?next=/sign-in')).toBe('/');
    expect(safeReturnPath('/sign-in/link?token=x')).toBe('/');
  });
});

describe('signInPath', () => {
  it('carries the way back, encoded', () => {
    expect(signInPath('/models/a?range=8h')).toBe('/sign-in?next=%2Fmodels%2Fa%3Frange%3D8h');
    expect(signInPath('/')).toBe('/sign-in');
    expect(signInPath('//evil.example')).toBe('/sign-in');
  });
});
