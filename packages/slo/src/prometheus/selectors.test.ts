import { describe, expect, it } from 'vitest';
import { labelsFor, selects, selectorsIn } from './selectors.ts';

const one = (query: string) => {
  const [selector, ...more] = selectorsIn(query);
  if (selector === undefined || more.length > 0) throw new Error('not one selector');
  return selector;
};

describe('selectors of a query', () => {
  it.each([
    ['requests_total', 'requests_total', 0],
    ['requests_total{code="200"}', 'requests_total', 1],
    ['sum(rate(http_requests_total{job="api", code!~"(5..|429)"}[{{.window}}]))', 'http_requests_total', 2],
    ['sum(increase(x:y{a=~"b|c"}[5m])) by (z)', 'x:y', 1],
  ])('%s', (query, metric, matchers) => {
    expect(one(query)).toMatchObject({ metric });
    expect(one(query).matchers).toHaveLength(matchers);
  });
  it('of several are several, of a formula without a range none', () => {
    expect(selectorsIn('rate(a[5m]) + rate(b[5m])').map(({ metric }) => metric)).toEqual(['a', 'b']);
    expect(selectorsIn('sum(a) / sum(b)')).toEqual([]);
  });
});

describe('labels', () => {
  it.each([
    ['x{code!~"(5..|429)"}', 'x'],
    ['x{code=~"2..|4..",job="api"}', 'x{job="api"}'],
    ['x{le="0.4",verb!="WATCH"}', 'x{verb!="WATCH"}'],
    ['x{a="quoted \\"text\\""}', 'x'],
    ['x{outcome="bad"}', 'x'],
  ])('are found that %s selects, and that only %s does', (narrow, wide) => {
    const [inner, outer] = [one(narrow), one(wide)];
    const both = labelsFor([inner, outer], null);
    const other = labelsFor([outer], inner);
    expect(both !== null && selects(inner, both) && selects(outer, both)).toBe(true);
    expect(other !== null && selects(outer, other) && !selects(inner, other)).toBe(true);
  });
  it('are not where there are none, or a pattern is none', () => {
    expect(labelsFor([one('x{a="b",a="c"}')], null)).toBeNull();
    expect(labelsFor([one('x')], one('x'))).toBeNull();
    expect(labelsFor([one('x{a=~"(("}')], null)).toBeNull();
  });
});
