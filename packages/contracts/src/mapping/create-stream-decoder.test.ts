import { describe, expect, it } from 'vitest';
import { createStreamDecoder } from './create-stream-decoder.ts';
import type { DecodedRecord } from './decoded-record.ts';
import { StreamMapping, type StreamMappingInput } from './stream-mapping.ts';
import type { StreamMessage } from './stream-message.ts';

export function messageOf(value: unknown, extra: Partial<StreamMessage> = {}): StreamMessage {
  const bytes = typeof value === 'string' ? value : JSON.stringify(value);
  return {
    partition: 2,
    offset: 41n,
    timestampMs: 1_764_000_000_123,
    key: null,
    headers: {},
    value: new TextEncoder().encode(bytes),
    ...extra,
  };
}

function decode(mapping: StreamMappingInput, value: unknown, extra: Partial<StreamMessage> = {}): DecodedRecord {
  return createStreamDecoder(StreamMapping.parse(mapping)).decode(messageOf(value, extra));
}
const reasonOf = (record: DecodedRecord) => (record.kind === 'refused' ? record.reason : record.kind);

const own = { id: 'e1', model: 'm', time: 1_764_000_000_000, features: { a: 1 }, score: 0.5 };

describe('the own contract', () => {
  it('is what an empty mapping means, for predictions and labels', () => {
    expect(createStreamDecoder(StreamMapping.parse({})).isOwnContract).toBe(true);
    expect(decode({}, own)).toEqual({ kind: 'predictions', events: [{ ...own, version: '', status: 'ok' }] });
    const label = { id: 'e1', model: 'm', label: true };
    expect(decode({ carries: 'labels' }, label)).toEqual({ kind: 'labels', events: [label] });
    expect(reasonOf(decode({}, { ...own, score: 2 }))).toContain('score');
    expect(decode({}, null, { value: null })).toEqual({ kind: 'tombstone' });
  });

  it('is what a mapping that spells it out reads, too', () => {
    const spelled = decode({ model: { path: 'model' } }, own);
    expect(spelled).toEqual({
      kind: 'predictions',
      events: [{ ...own, version: '', status: 'ok', prediction: null, latencyMs: null }],
    });
  });
});

describe('plain JSON with paths', () => {
  const mapping: StreamMappingInput = {
    model: { header: 'X-Model' },
    version: { path: '/meta/model.version' },
    eventId: { path: 'meta.request' },
    time: { path: 'meta.ts', unit: 's' },
    features: { path: 'in.f', except: ['internal'] },
    score: { path: 'out.scores.1' },
    prediction: { path: 'out.class' },
    latency: { path: 'meta.took', unit: 's' },
    status: { path: 'meta.code', errors: ['500', '503'] },
  };
  const event = {
    meta: { request: 918_273, ts: 1_764_000_000.25, 'model.version': 3, took: 0.0125, code: 503 },
    in: { f: { age: 41, internal: 'x', big: 12345678901234567890n.toString() } },
    out: { scores: [0.1, 0.9], class: 'approve' },
  };

  it('reads every field from where the mapping says', () => {
    expect(decode(mapping, event, { headers: { 'x-model': [Buffer.from('credit'), Buffer.from('other')] } })).toEqual({
      kind: 'predictions',
      events: [
        {
          id: '918273',
          model: 'credit',
          version: '3',
          time: 1_764_000_000_250,
          features: { age: 41, big: '12345678901234567890' },
          score: 0.9,
          prediction: 'approve',
          latencyMs: 12.5,
          status: 'error',
        },
      ],
    });
  });

  it.each([
    ['no id', { ...event, meta: { ...event.meta, request: undefined } }, 'meta.request: missing'],
    ['an impossible time', { ...event, meta: { ...event.meta, ts: 'x' } }, 'meta.ts: text "x", expected a time (s)'],
    ['a score that is none', { ...event, out: { scores: [1, 7] } }, 'out.scores.1: 7, expected a probability'],
    ['features that are text', { ...event, in: { f: 'x' } }, 'in.f: text "x", expected an object'],
    ['a list without names', { ...event, in: { f: [1] } }, '`features.order` has to name them'],
    ['nesting without end', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'nested deeper'],
    ['no JSON', '{', 'not JSON'],
  ])('refuses %s and says where', (_name, value, reason) => {
    expect(reasonOf(decode(mapping, value, { headers: { 'x-model': 'm' } }))).toContain(reason);
  });

  it('keeps every digit of whole numbers beyond 2^53, and no key that reaches a prototype', () => {
    const text =
      '{"id":9007199254740993,"model":"m","time":1,"features":{"account":9007199254740993,"x":1e999,"__proto__":{"y":1}}}';
    const decoded = decode({ model: { path: 'model' } }, text);
    const event = decoded.kind === 'predictions' ? decoded.events[0] : undefined;
    expect(event?.id).toBe('9007199254740993');
    expect(event?.features).toEqual({ account: '9007199254740993', x: null });
    expect(Object.getPrototypeOf(event?.features ?? null)).toBe(Object.prototype);
  });

  it('takes an entry of a list for an event, with ids of their own or told apart', () => {
    const batch: StreamMappingInput = {
      rows: 'rows',
      model: { const: 'm' },
      features: { path: '' },
      score: { path: 'p' },
    };
    const value = {
      id: 'b',
      time: 5,
      rows: [
        { a: 1, p: 0.5 },
        { id: 'own', a: 2, p: 1 },
      ],
    };
    expect(decode(batch, value)).toMatchObject({
      events: [
        { id: 'b/0', time: 5, features: { a: 1 }, score: 0.5 },
        { id: 'own', time: 5, features: { a: 2 }, score: 1 },
      ],
    });
    const broken = { ...value, rows: [...value.rows, { a: 3, p: 'x' }] };
    expect(reasonOf(decode(batch, broken))).toBe('row 2: p: text "x", expected a number from 0 to 1');
    expect(reasonOf(decode(batch, { id: 'b', time: 5, rows: Array.from({ length: 10_001 }, () => ({})) }))).toContain(
      '10001 rows',
    );
  });

  it('reads columns, frames, lists with an order and single fields', () => {
    const base: StreamMappingInput = {
      model: { const: 'm' },
      eventId: { key: true },
      time: { record: true },
      score: { path: 'p' },
    };
    const key = { key: new TextEncoder().encode('k') };
    const rows = [
      { id: 'k/0', features: { a: 1, b: 'x' }, score: 0.1 },
      { id: 'k/1', features: { a: 2, b: 'y' }, score: 0.2 },
    ];
    const columns = { f: { a: [1, 2], b: ['x', 'y'] }, p: [0.1, 0.2] };
    expect(decode({ ...base, features: { path: 'f', as: 'columns' } }, columns, key)).toMatchObject({ events: rows });
    const split = {
      f: {
        columns: ['a', 'b'],
        data: [
          [1, 'x'],
          [2, 'y'],
        ],
      },
      p: [0.1, 0.2],
    };
    expect(decode({ ...base, features: { path: 'f', as: 'split' } }, split, key)).toMatchObject({ events: rows });
    const one = { events: [{ id: 'k', time: 1_764_000_000_123, features: { a: 1, b: 'x' }, score: 0.1 }] };
    expect(decode({ ...base, features: { path: 'f', order: ['a', 'b'] } }, { f: [1, 'x'], p: 0.1 }, key)).toMatchObject(
      one,
    );
    const fields: StreamMappingInput = {
      ...base,
      features: { as: 'fields', path: '', fields: { a: 'x.y', b: '/z', c: 'no' } },
    };
    expect(decode(fields, { x: { y: 1 }, z: 'x', p: 0.1 }, key)).toMatchObject(one);
    const uneven = { f: { a: [1, 2], b: ['x'] }, p: 1 };
    expect(reasonOf(decode({ ...base, features: { path: 'f', as: 'columns' } }, uneven, key))).toBe(
      'f.b: 1 values, other columns have 2',
    );
  });

  it('takes the event itself for its features, without what is read otherwise, flat if so wished', () => {
    const flat: StreamMappingInput = {
      model: { const: 'm' },
      eventId: { path: 'meta.id' },
      features: { path: '', flatten: true },
      score: { path: 'p' },
    };
    expect(
      decode(flat, { meta: { id: 'e', host: 'h' }, time: 3, p: 0.5, x: { y: { z: 1 } }, v: [1, 2] }),
    ).toMatchObject({
      events: [{ id: 'e', time: 3, features: { 'meta.host': 'h', 'x.y.z': 1, v: [1, 2] } }],
    });
  });
});

describe('StreamMapping', () => {
  it.each([
    [{ time: { unit: 's' } }, 'either a path or a header'],
    [{ features: { as: 'array' } }, 'need'],
    [{ features: { as: 'fields' } }, 'go together'],
    [{ features: { order: ['a', 'a'] } }, 'twice'],
    [{ score: { path: 'a.__proto__.b' } }, 'not a field'],
    [{ score: { path: 'a..b' } }, 'an empty step'],
    [{ score: { path: '/a~2' } }, 'JSON Pointer'],
    [{ unknown: 1 }, 'nrecognized'],
  ])('refuses %j', (mapping, reason) => {
    const parsed = StreamMapping.safeParse(mapping);
    expect(parsed.success ? '' : parsed.error.message).toContain(reason);
  });
});
