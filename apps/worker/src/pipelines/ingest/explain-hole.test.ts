import { expect, it } from 'vitest';
import { explainHole } from './explain-hole.ts';

it.each([
  ['compacted away or a marker', { expected: 10n, first: 12n, last: 20n, low: 0n, high: 21n }, 'none', undefined],
  ['deleted by retention', { expected: 10n, first: 15n, last: 20n, low: 15n, high: 21n }, 'gap', 15n],
  ['deleted, then compacted', { expected: 10n, first: 17n, last: 20n, low: 15n, high: 21n }, 'gap', 15n],
  ['a topic made anew', { expected: 500n, first: 0n, last: 9n, low: 0n, high: 10n }, 'gap', 0n],
  ['a batch from before the seek', { expected: 10n, first: 0n, last: 9n, low: 0n, high: 30n }, 'again', undefined],
])('%s', (_case, input, kind, resumeAt) => {
  const hole = explainHole(input);
  expect(hole.kind).toBe(kind);
  expect(hole.kind === 'gap' ? hole.resumeAt : undefined).toBe(resumeAt);
});
