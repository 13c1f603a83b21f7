import { readFileSync } from 'node:fs';
import { assert, constantFrom, integer, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStreamDecoder } from '../mapping/create-stream-decoder.ts';
import type { StreamMessage } from '../mapping/stream-message.ts';
import { StreamMapping, type StreamMappingInput } from '../mapping/stream-mapping.ts';
import { FORMATS } from './formats.ts';
import { SchemaBook, type RegisteredSchema } from './schema-book.ts';

type Case = {
  name: string;
  schemaId: number;
  type: 'AVRO' | 'JSON' | 'PROTOBUF';
  schema: string;
  references: { name: string; text: string }[];
  hex: string;
  expected: Record<string, unknown>;
};
const golden = JSON.parse(readFileSync(new URL('../../../testing/golden/registry.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};
const FORMAT = { AVRO: 'avro', JSON: 'json-schema', PROTOBUF: 'protobuf' } as const;

function messageOf(value: Uint8Array): StreamMessage & { value: Uint8Array } {
  return { partition: 0, offset: 0n, timestampMs: 0, key: null, value, headers: {} };
}

function bookOf(...cases: Pick<Case, 'schemaId' | 'type' | 'schema' | 'references'>[]): SchemaBook {
  const book = new SchemaBook();
  for (const { schemaId, type, schema, references } of cases)
    book.add(schemaId, { type: FORMAT[type], text: schema, references } satisfies RegisteredSchema);
  return book;
}

const framed = (schemaId: number, ...bytes: number[]) => Uint8Array.from([0, 0, 0, 0, schemaId, ...bytes]);

/** What a message of one schema of the book is, before a mapping looks at it. */
function rootOf(format: 'avro' | 'protobuf', schema: string, bytes: number[], references: Case['references'] = []) {
  const type = format === 'avro' ? 'AVRO' : 'PROTOBUF';
  const book = bookOf({ schemaId: 1, type, schema, references });
  const unpacked = FORMATS[format].unpack(messageOf(framed(1, ...bytes)), StreamMapping.parse({ format }), book);
  return 'root' in unpacked ? unpacked.root : unpacked;
}

describe('bytes of Confluent’s serializers', () => {
  it.each(golden.cases)('$name', (one) => {
    const format = FORMAT[one.type];
    const message = messageOf(Buffer.from(one.hex, 'hex'));
    const unpacked = FORMATS[format].unpack(message, StreamMapping.parse({ format }), bookOf(one));
    expect('root' in unpacked ? unpacked.root : unpacked).toEqual(one.expected);
  });

  it('become predictions by the paths of a mapping, like JSON', () => {
    const [avro, protobuf] = [golden.cases[0], golden.cases[6]] as [Case, Case];
    const decode = (one: Case, mapping: StreamMappingInput) =>
      createStreamDecoder(StreamMapping.parse(mapping), { schemas: bookOf(one) }).decode(
        messageOf(Buffer.from(one.hex, 'hex')),
      );
    const common = { id: 'e1', model: 'credit', time: 1_764_000_000_123, version: '', score: 0.25, status: 'ok' };
    for (const path of ['time', 'micros'])
      expect(
        decode(avro, { format: 'avro', time: { path, unit: 'us' }, features: { except: ['tags', 'embedding'] } }),
      ).toMatchObject({
        kind: 'predictions',
        events: [{ ...common, features: { age: 41, income: 52_000.5, city: 'LYON', member: true } }],
      });
    expect(decode(protobuf, { format: 'protobuf' })).toMatchObject({
      kind: 'predictions',
      events: [{ ...common, id: 'p1', score: 0.75, features: { balance: -7, income: 0, age: 0, channel: 'SHOP' } }],
    });
  });
});

describe('schemas', () => {
  const plain = { schemaId: 1, type: 'AVRO' as const, schema: '"long"', references: [] };
  const decoder = (format: 'avro' | 'protobuf', schemas: SchemaBook) =>
    createStreamDecoder(StreamMapping.parse({ format, model: { const: 'm' } }), { schemas });

  it('are asked for by their id, once', () => {
    const book = new SchemaBook();
    const avro = decoder('avro', book);
    expect(avro.missingSchema(messageOf(framed(7, 2)))).toBe(7);
    expect(avro.decode(messageOf(framed(7, 2)))).toEqual({ kind: 'needs-schema', schemaId: 7 });
    book.add(7, null);
    expect(avro.missingSchema(messageOf(framed(7, 2)))).toBeNull();
    expect(avro.decode(messageOf(framed(7, 2)))).toMatchObject({
      reason: expect.stringContaining('knows no schema 7'),
    });
  });

  it('of another kind than the mapping says, or that make no sense, are reasons', () => {
    const reason = (format: 'avro' | 'protobuf', one: Parameters<typeof bookOf>[0], ...bytes: number[]) =>
      decoder(format, bookOf(one)).decode(messageOf(framed(1, ...bytes)));
    expect(reason('protobuf', plain, 0)).toMatchObject({
      reason: '(root): schema 1: is Avro, the mapping says Protobuf',
    });
    for (const schema of ['{', '{"type":"record"}', '{"type":"record","name":"A","fields":[{"name":"b","type":"B"}]}'])
      expect(reason('avro', { ...plain, schema })).toMatchObject({ reason: expect.stringContaining('schema 1: ') });
    const proto = { ...plain, type: 'PROTOBUF' as const };
    for (const schema of ['message {', 'syntax = "proto3"; message A { B b = 1; }', 'AAAB'])
      expect(reason('protobuf', { ...proto, schema }, 0)).toMatchObject({
        reason: expect.stringContaining('schema 1: '),
      });
    expect(reason('protobuf', { ...proto, schema: '' }, 0)).toMatchObject({
      reason: '(root): the schema has no message 0',
    });
    expect(reason('avro', plain)).toMatchObject({ reason: '(root): ends in the middle of a value' });
    expect(reason('avro', plain, 2, 2)).toMatchObject({ reason: '(root): 1 bytes behind the message' });
    expect(decoder('avro', bookOf(plain)).decode(messageOf(Buffer.from('{}')))).toMatchObject({
      reason: '(root): first byte number 123, expected 0 and the id of a schema in 4 bytes',
    });
  });

  it('are kept up to a number, the least used go first, and what is unknown takes no room from them', () => {
    const book = new SchemaBook();
    const schema: RegisteredSchema = { type: 'avro', text: '"long"', references: [] };
    for (let id = 0; id < 500; id += 1) book.add(id, schema);
    expect(book.reader(0, 'avro', () => () => 0)).toBeTypeOf('function');
    book.add(500, schema);
    for (let id = 10_000; id < 12_000; id += 1) book.add(id, null);
    expect([book.has(0), book.has(1), book.has(2), book.has(500)]).toEqual([true, false, true, true]);
    expect([book.has(10_000), book.has(11_999)]).toEqual([false, true]);
    book.forget(11_999);
    expect(book.has(11_999)).toBe(false);
  });
});

describe('Protobuf', () => {
  const text = (body: string) => `syntax = "proto3"; package p; ${body}`;

  it('reads a .proto text with its imports, by names as they are written', () => {
    const references = [{ name: 'place.proto', text: text('message Place { double lat_deg = 1; } message Other {}') }];
    const schema = text('import "place.proto"; message A { int32 x = 1; } message B { Place at_home = 1; }');
    expect(rootOf('protobuf', schema, [2, 2, 10, 9, 9, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f], references)).toEqual({
      at_home: { lat_deg: 1.5 },
    });
    expect(rootOf('protobuf', schema, [0, 8, 5], references)).toEqual({ x: 5 });
    expect(() => rootOf('protobuf', schema, [2, 4, 8, 5], references)).toThrow('has no message 2');
  });

  it('what was not written: zero without presence, missing with it, the declared default in proto2', () => {
    const schema = text('enum E { NONE = 0; } message M { int64 a = 1; optional int64 b = 2; E c = 3; M d = 4; }');
    expect(rootOf('protobuf', schema, [0])).toEqual({ a: 0, c: 'NONE' });
    const old = 'syntax = "proto2"; message M { optional int32 a = 1 [default = 7]; optional int32 b = 2; }';
    expect(rootOf('protobuf', old, [0])).toEqual({ a: 7 });
  });

  it('passes over fields that the schema lacks, groups among them, and merges what is written twice', () => {
    const schema = text('message M { M inner = 1; int32 a = 2; int32 b = 3; repeated int32 list = 4; }');
    // Field 9 of every wire type, then inner twice, then a list once packed and once not.
    const unknown = [0x48, 1, 0x49, 0, 0, 0, 0, 0, 0, 0, 0, 0x4a, 1, 0, 0x4b, 0x48, 1, 0x4c, 0x4d, 0, 0, 0, 0];
    expect(
      rootOf('protobuf', schema, [0, ...unknown, 10, 2, 16, 1, 10, 2, 24, 2, 0x22, 2, 1, 2, 0x20, 3]),
    ).toMatchObject({ inner: { a: 1, b: 2 }, list: [1, 2, 3] });
  });

  it('a nested message that Java and Python count otherwise is not guessed', () => {
    const schema = text('message M { map<string, int32> m = 1; message N { int32 a = 1; } N n = 2; }');
    expect(() => rootOf('protobuf', schema, [4, 0, 0, 8, 1])).toThrow('means another message to Java than to Python');
  });
});

describe('hostile bytes', () => {
  const everything = bookOf(...golden.cases);
  const formats = ['avro', 'json-schema', 'protobuf'] as const;
  const decoders = formats.map((format) =>
    createStreamDecoder(StreamMapping.parse({ format, model: { const: 'm' } }), { schemas: everything }),
  );
  const kinds = ['predictions', 'refused', 'needs-schema'];

  it('random ones never throw', () => {
    const ids = constantFrom(...golden.cases.map(({ schemaId }) => schemaId));
    assert(
      property(constantFrom(...decoders), ids, uint8Array({ maxLength: 400 }), (decoder, id, bytes) => {
        expect(kinds).toContain(decoder.decode(messageOf(framed(id, ...bytes))).kind);
      }),
      { numRuns: 3_000 },
    );
  });

  it('changed ones never throw', () => {
    const bodies = constantFrom(...golden.cases.map(({ hex }) => hex));
    assert(
      property(
        constantFrom(...decoders),
        bodies,
        integer({ min: 5, max: 400 }),
        integer({ min: 0, max: 255 }),
        integer({ min: 0, max: 40 }),
        (decoder, hex, at, byte, cut) => {
          const bytes = Buffer.from(hex, 'hex');
          bytes[at % bytes.length] = byte;
          expect(kinds).toContain(decoder.decode(messageOf(bytes.subarray(0, bytes.length - cut))).kind);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  const huge = [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
  const fields = (count: number) => Array.from({ length: count }, (_, i) => `int32 f${i} = ${i + 2};`).join(' ');
  it.each([
    ['a list of more longs than there are bytes', 'avro', '{"type":"array","items":"long"}', huge],
    ['a list of very many nulls', 'avro', '{"type":"array","items":"null"}', huge],
    ['a block of less than nothing', 'avro', '{"type":"array","items":"null"}', [...huge.slice(0, 8), 0xff, 0x01, 0]],
    ['a text of less than nothing', 'avro', '"string"', [3]],
    ['a text longer than the message', 'avro', '"string"', huge],
    ['a number without an end', 'avro', '"long"', Array.from({ length: 20 }, () => 0xff)],
    ['a map of very many empty names', 'avro', '{"type":"map","values":"null"}', huge],
    [
      'records within records',
      'avro',
      '{"type":"record","name":"A","fields":[{"name":"a","type":["null","A"]}]}',
      Array.from({ length: 100_000 }, () => 2),
    ],
    [
      'messages within messages',
      'protobuf',
      'message A { optional A a = 1; }',
      [0, ...Array.from({ length: 5_000 }, () => [10, 0x7f]).flat()],
    ],
    ['groups within groups', 'protobuf', 'message A {}', [0, ...Array.from({ length: 100_000 }, () => 0x0b)]],
    ['a group that another ends', 'protobuf', 'message A {}', [0, 0x0b, 0x14]],
    [
      'very many empty messages of very many fields',
      'protobuf',
      `syntax = "proto3"; message A { repeated A a = 1; ${fields(3_000)} }`,
      [0, ...Array.from({ length: 400_000 }, () => [10, 0]).flat()],
    ],
    ['very many message indexes', 'protobuf', 'message A {}', huge],
    ['a field of another wire type, without an end', 'protobuf', 'message A { optional int32 a = 1; }', [0, 10, 0x7f]],
  ] as const)('%s', (_name, format, schema, bytes) => {
    const startedMs = performance.now();
    expect(() => rootOf(format, schema, [...bytes])).toThrow();
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });
});
