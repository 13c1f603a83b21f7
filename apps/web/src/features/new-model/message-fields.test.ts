import { describe, expect, it } from 'vitest';
import { indentJson } from './indent-json.ts';
import { messageFields } from './message-fields.ts';
import { parseCutJson } from './parse-cut-json.ts';

const message = (raw: string, encoding = 'text', opened: string | null = null) => ({ raw, encoding, opened });

describe('fields of a message', () => {
  it('are offered as paths, with what they hold', () => {
    const raw = JSON.stringify({ id: 'e1', customer: { age: 41, 'a.b': true }, tags: [1, 2], none: null });
    expect(messageFields(message(raw), '')).toEqual([
      { path: 'id', kind: 'text', sample: 'e1' },
      { path: 'customer', kind: 'object', sample: '{ age, a.b }' },
      { path: 'customer.age', kind: 'number', sample: '41' },
      { path: '/customer/a.b', kind: 'boolean', sample: 'true' },
      { path: 'tags', kind: 'list', sample: '[1,2]' },
      { path: 'none', kind: 'null', sample: 'null' },
    ]);
  });

  it('of an entry come first where rows are a list', () => {
    const raw = JSON.stringify({ m: 'x', rows: [{ p: 0.3 }, { p: 0.4 }] });
    expect(messageFields(message(raw), 'rows').map(({ path }) => path)).toEqual(['p', 'm', 'rows']);
  });

  it('are those of what the worker took out of an envelope, or read by a schema', () => {
    const opened = JSON.stringify({ p: 0.3 });
    expect(messageFields(message('{"specversion":"1.0"}', 'text', opened), '').map(({ path }) => path)).toEqual(['p']);
    expect(messageFields(message('AAAAAAc=', 'base64', opened), '').map(({ path }) => path)).toEqual(['p']);
  });

  it.each([
    ['bytes', message('AAEC', 'base64')],
    ['text that is no JSON', message('<script>alert(1)</script>')],
    ['a bare number', message('12')],
    ['nothing', message('')],
  ])('there are none in %s', (_name, record) => {
    expect(messageFields(record, 'rows')).toEqual([]);
  });

  it('are bounded, however many there are and however deep', () => {
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`f${index}`, index])));
    expect(messageFields(message(many), '')).toHaveLength(300);
    const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
    expect(messageFields(message(deep), '')).toHaveLength(6);
    expect(messageFields(message('{"__proto__":{"x":1},"y":2}'), '').map(({ path }) => path)).toEqual(['y']);
  });
});

describe('JSON that was cut off', () => {
  const whole = JSON.stringify({ a: 1, text: 'x,}]"\\', rows: [{ b: 2 }, { c: [3, { d: 4 }] }], end: true });

  it('is read as far as it goes, wherever it was cut', () => {
    expect(parseCutJson(whole)).toEqual(JSON.parse(whole));
    for (let length = 8; length < whole.length; length += 1)
      expect(parseCutJson(whole.slice(0, length)), whole.slice(0, length)).toMatchObject({ a: 1 });
  });

  it('is nothing where nothing whole is left', () => {
    for (const text of ['', '{', '{"a"', 'nope', '"x']) expect(parseCutJson(text)).toBeUndefined();
  });

  it('is laid out line by line without being changed', () => {
    expect(indentJson('{"a":1,"b":[],"c":{"d":"x, {y"}}')).toBe(
      '{\n  "a": 1,\n  "b": [],\n  "c": {\n    "d": "x, {y"\n  }\n}',
    );
    expect(JSON.parse(indentJson(whole))).toEqual(JSON.parse(whole));
    expect(indentJson('plain, text')).toBe('plain, text');
  });
});
