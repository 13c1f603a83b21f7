import { describe, expect, it } from 'vitest';
import { isSameSite, trustedOrigins } from './trusted-origins.ts';

const WEB_URL = 'http://localhost:3000';

describe('trustedOrigins', () => {
  it('takes the spellings of loopback as one, with the port', () => {
    expect(trustedOrigins(WEB_URL)).toEqual(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']);
  });
  it('takes a public address as it is', () => {
    expect(trustedOrigins('https://leeway.example')).toEqual(['https://leeway.example']);
  });
});

describe('isSameSite', () => {
  it.each([
    [{ origin: 'http://localhost:3000' }, true],
    [{ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{}, false],
    [{ origin: 'null' }, false],
    [{ origin: 'http://evil.example' }, false],
    [{ origin: 'http://localhost:4000' }, false],
    [{ origin: 'https://localhost:3000' }, false],
    [{ origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' }, false],
    [{ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
  ])('%j is %s', (headers, expected) => {
    expect(isSameSite(new Headers(headers as Record<string, string>), WEB_URL)).toBe(expected);
  });
});
