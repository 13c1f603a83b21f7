import { assert, json, property } from 'fast-check';
import { expect, it } from 'vitest';
import { SchemaBook } from '../formats/schema-book.ts';
import { createStreamDecoder } from '../mapping/create-stream-decoder.ts';
import type { StreamMessage } from '../mapping/stream-message.ts';
import { suggestMapping } from './suggest-mapping.ts';

function messageOf(value: unknown, headers: StreamMessage['headers'] = {}): StreamMessage {
  const bytes = new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
  return { partition: 1, offset: 9n, timestampMs: 1_764_000_000_000, key: null, value: bytes, headers };
}

it.each<[string, unknown, StreamMessage['headers'], object]>([
  [
    'nested fields',
    {
      meta: { request_id: 'r', ts: 1_764_000_000.5 },
      model: 'm',
      features: { age: 41 },
      out: { score: 0.3, class: 'no' },
    },
    {},
    { id: 'r', model: 'm', time: 1_764_000_000_500, features: { age: 41 }, score: 0.3, prediction: 'no' },
  ],
  [
    'a flat object',
    {
      id: 7,
      timestamp: '2026-11-25T01:00:00Z',
      model_name: 'm',
      age: 41,
      city: 'oslo',
      probability: 0.25,
      latency_s: 0.5,
    },
    {},
    { id: '7', model: 'm', features: { age: 41, city: 'oslo' }, score: 0.25, latencyMs: 500 },
  ],
  [
    'a batch',
    { id: 'b', rows: [{ x: { a: 1 }, p: 0.5 }] },
    { 'X-Model-Name': 'm' },
    { id: 'b', model: 'm', time: 1_764_000_000_000, features: { a: 1 }, score: 0.5 },
  ],
])('suggests a mapping for %s that reads it', (_name, value, headers, event) => {
  const message = messageOf(value, headers);
  const suggestion = suggestMapping([messageOf('no json'), message]);
  if (suggestion === null) throw new Error('a suggestion was expected');
  expect(createStreamDecoder(suggestion.mapping).decode(message)).toMatchObject({
    kind: 'predictions',
    events: [event],
  });
  expect(suggestion.notes.length).toBeGreaterThan(1);
});

it('knows envelopes by their marks and says what is left to say', () => {
  const kserve = { ce_specversion: '1.0', ce_type: 'org.kubeflow.serving.inference.request' };
  expect(suggestMapping([messageOf({ instances: [] }, kserve)])?.mapping.format).toBe('kserve');
  expect(suggestMapping([messageOf({}, { type: 'io.seldon.serving.inference.request' })])?.mapping.format).toBe(
    'seldon',
  );
  expect(suggestMapping([messageOf({ captureData: {} })])?.mapping.format).toBe('sagemaker');
  expect(suggestMapping([messageOf({ id: 'a', f: [1, 2] })])?.notes.join(' ')).toContain('which model');
  expect(suggestMapping([messageOf('\u0001')])).toBeNull();
});

it('goes by the schema that a message names, or says that it guesses', () => {
  const framed = { ...messageOf(''), value: Uint8Array.from([0, 0, 0, 0, 7, 1, 2]) };
  const schemas = new SchemaBook();
  expect(suggestMapping([framed], schemas)).toMatchObject({ mapping: { format: 'avro' } });
  expect(suggestMapping([framed], schemas)?.notes[0]).toContain('guess');
  schemas.add(7, { type: 'protobuf', text: 'syntax = "proto3";', references: [] });
  expect(suggestMapping([framed], schemas)).toMatchObject({ mapping: { format: 'protobuf' } });
  expect(suggestMapping([framed], schemas)?.notes).toEqual(['Written with schema 7 of the schema registry.']);
});

it('never throws, whatever the message', () => {
  assert(property(json(), (text) => void suggestMapping([messageOf(text)])));
});
