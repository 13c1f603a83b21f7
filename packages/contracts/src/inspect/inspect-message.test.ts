import { describe, expect, it } from 'vitest';
import { SchemaBook } from '../formats/schema-book.ts';
import { createStreamDecoder } from '../mapping/create-stream-decoder.ts';
import { StreamMapping, type StreamMappingInput } from '../mapping/stream-mapping.ts';
import type { StreamMessage } from '../mapping/stream-message.ts';
import { inspectMessage } from './inspect-message.ts';

function inspect(mapping: StreamMappingInput, value: Uint8Array | string, schemas = new SchemaBook()) {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  const headers = { 'content-type': 'application/cloudevents+json' };
  const message: StreamMessage = { partition: 0, offset: 0n, timestampMs: 0, key: null, value: bytes, headers };
  return inspectMessage(createStreamDecoder(StreamMapping.parse(mapping), { schemas }), message);
}

describe('a message is opened for who picks fields', () => {
  it('by its schema, whole numbers beyond a double with all their digits', () => {
    const schemas = new SchemaBook();
    const fields = [{ name: 'big', type: 'long' }];
    const text = JSON.stringify({ type: 'record', name: 'r', fields });
    schemas.add(1, { type: 'avro', text, references: [] });
    // 2^53 + 1, zigzag, seven bits a byte.
    const bytes = [0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20];
    const seen = inspect({ format: 'avro' }, Uint8Array.from([0, 0, 0, 0, 1, ...bytes]), schemas);
    expect(seen).toMatchObject({ encoding: 'base64', opened: '{"big":"9007199254740993"}' });
  });

  it('out of its envelope, the first of its rows', () => {
    const event = { specversion: '1.0', id: 'e', type: 't', source: 's', data: { p: 0.3 } };
    expect(inspect({ format: 'cloudevents' }, JSON.stringify(event)).opened).toBe('{"p":0.3}');
    const side = { data: '41,oslo\n42,rome', encoding: 'CSV' };
    const capture = JSON.stringify({ captureData: { endpointInput: side }, eventMetadata: {} });
    expect(JSON.parse(inspect({ format: 'sagemaker' }, capture).opened ?? '')).toHaveProperty('input');
  });

  it('not where it is plain JSON, or cannot be read', () => {
    expect(inspect({ score: { path: 'p' } }, '{"p":1}').opened).toBeNull();
    expect(inspect({}, '{"p":1}').opened).toBeNull();
    expect(inspect({ format: 'avro' }, Uint8Array.from([0, 0, 0, 0, 9, 1])).opened).toBeNull();
    expect(inspect({ format: 'cloudevents' }, 'nope').opened).toBeNull();
  });

  it('within the bounds of what is shown', () => {
    const event = { specversion: '1.0', data: { note: 'x'.repeat(100_000) } };
    expect(inspect({ format: 'cloudevents' }, JSON.stringify(event)).opened).toHaveLength(8_192);
  });
});
