import { expect, it } from 'vitest';
import { createVersionLimit, OTHER_VERSIONS } from './version-limit.ts';

it('gives 50 versions of a model panes of their own and no more', () => {
  const limit = createVersionLimit();
  const named = Array.from({ length: 200 }, (_, index) => limit('m', `v${index}`));
  expect(named.filter((version) => version === OTHER_VERSIONS)).toHaveLength(150);
  expect(limit('m', 'v3')).toBe('v3');
  expect(limit('another', 'v199')).toBe('v199');
});
