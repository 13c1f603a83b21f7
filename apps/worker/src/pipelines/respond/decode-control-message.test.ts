import { TOPICS } from '@leeway/contracts';
import { describe, expect, it } from 'vitest';
import { decodeControlMessage } from './decode-control-message.ts';
import { isLastingFailure } from './is-lasting-failure.ts';

const NOW = 1_795_000_000_000;
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const CHANGE = { id: 'c1', model: 'demo', time: NOW, kind: 'deploy', title: 'p2 released' };
const read = (topic: string, value: unknown) => decodeControlMessage(topic, bytes(value), NOW);

describe('decodeControlMessage', () => {
  it('reads each topic by its contract', () => {
    expect(read(TOPICS.changes, CHANGE)).toMatchObject({ ok: true, event: { kind: 'change' } });
    const result = { id: 'r', remediationId: 'x', model: 'demo', status: 'done', time: NOW };
    expect(read(TOPICS.remediationResults, result)).toMatchObject({ ok: true, event: { kind: 'result' } });
    expect(read(TOPICS.modelState, CHANGE)).toMatchObject({ ok: false });
    expect(read('other', CHANGE)).toEqual({ ok: false, reason: 'no reader for topic other' });
  });

  it.each([
    ['no value', null, 'no value (tombstone)'],
    ['no JSON', bytes('{'), 'not JSON'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe]), 'not UTF-8'],
    ['U+0000 in a text', bytes({ ...CHANGE, title: 'a\0b' }), 'U+0000'],
    ['U+0000 in a key', bytes({ ...CHANGE, id: 'a\0b' }), 'U+0000'],
    ['a time in the future', bytes({ ...CHANGE, time: NOW + 300_001 }), 'in the future'],
  ])('refuses %s', (_name, value, reason) => {
    const result = decodeControlMessage(TOPICS.changes, value, NOW);
    expect(result.ok ? '' : result.reason).toContain(reason);
  });

  it('lets a clock be five minutes ahead', () => {
    expect(read(TOPICS.changes, { ...CHANGE, time: NOW + 300_000 }).ok).toBe(true);
  });
});

describe('isLastingFailure', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code });
  it.each([
    ['a programmer’s error', new TypeError('x'), 1, true],
    ['an index out of range', new RangeError('x'), 1, true],
    ['a database that cannot be reached, ever so often', coded('P1001'), 500, false],
    ['a connection that was refused', coded('ECONNREFUSED'), 500, false],
    ['a write conflict', coded('P2034'), 500, false],
    ['an answer of the database, at first', coded('P2010'), 4, false],
    ['the same answer five times', coded('P2010'), 5, true],
    ['something without a name', 'oops', 500, false],
  ])('%s', (_name, error, attempts, lasting) => {
    expect(isLastingFailure(error, attempts)).toBe(lasting);
  });
});
