import { assert, constantFrom, integer, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStreamDecoder } from '../mapping/create-stream-decoder.ts';
import type { DecodedRecord } from '../mapping/decoded-record.ts';
import { mappingFromBentoMl } from '../mapping/mapping-from-bentoml.ts';
import { STREAM_FORMATS, StreamMapping, type StreamMappingInput } from '../mapping/stream-mapping.ts';
import type { StreamMessage } from '../mapping/stream-message.ts';

const AT = '2026-11-25T01:00:00.120Z';
const AT_MS = Date.parse(AT);

function messageOf(value: unknown, headers: StreamMessage['headers'] = {}): StreamMessage {
  const bytes = new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
  return { partition: 1, offset: 9n, timestampMs: 1_764_000_000_000, key: null, value: bytes, headers };
}
function decode(mapping: StreamMappingInput, value: unknown, headers: StreamMessage['headers'] = {}): DecodedRecord {
  return createStreamDecoder(StreamMapping.parse(mapping)).decode(messageOf(value, headers));
}
const reasonOf = (record: DecodedRecord) => (record.kind === 'refused' ? record.reason : record.kind);

const envelope = (type: string) => ({
  ce_specversion: '1.0',
  'Ce-Id': Buffer.from('7c1e'),
  ce_type: `org.kubeflow.serving.inference.${type}`,
  ce_time: AT,
  CE_InferenceServiceName: [Buffer.from('credit')],
  'content-type': 'application/json',
});
const KSERVE: StreamMappingInput = { format: 'kserve', score: { path: 'p' } };
const request = {
  inputs: [
    { name: 'age', shape: [2], datatype: 'INT64', data: [41, 27] },
    { name: 'income', shape: [2, 1], datatype: 'FP64', data: [52_000.5, 31_000] },
  ],
};
const response = {
  model_version: '3',
  outputs: [{ name: 'p', shape: [2, 1], datatype: 'FP32', data: [0.12, 0.81] }],
};

describe('KServe', () => {
  it('reads requests and responses as events of their own, in either mode of CloudEvents', () => {
    const inputs = [
      {
        id: '7c1e/0',
        model: 'credit',
        time: AT_MS,
        version: '',
        features: { age: 41, income: 52_000.5 },
        part: 'inputs',
      },
      {
        id: '7c1e/1',
        model: 'credit',
        time: AT_MS,
        version: '',
        features: { age: 27, income: 31_000 },
        part: 'inputs',
      },
    ];
    expect(decode(KSERVE, request, envelope('request'))).toMatchObject({ kind: 'predictions', events: inputs });
    const structured = {
      specversion: '1.0',
      id: '7c1e',
      type: 'org.kubeflow.serving.inference.request',
      time: AT,
      inferenceservicename: 'credit',
      data: {
        instances: [
          [41, 52_000.5],
          [27, 31_000],
        ],
      },
    };
    const ordered: StreamMappingInput = { ...KSERVE, features: { order: ['age', 'income'] } };
    const header = { 'Content-Type': 'application/cloudevents+json; charset=utf-8' };
    expect(decode(ordered, structured, header)).toMatchObject({ kind: 'predictions', events: inputs });
    expect(decode(KSERVE, response, envelope('response'))).toMatchObject({
      events: [
        { id: '7c1e/0', version: '3', features: {}, score: 0.12, part: 'outputs' },
        { id: '7c1e/1', version: '3', features: {}, score: 0.81, part: 'outputs' },
      ],
    });
  });

  it.each<[string, StreamMappingInput, unknown]>([
    [
      'one tensor of all features',
      { features: { order: ['age', 'income'] } },
      { inputs: [{ name: 'x', shape: [2, 2], data: [41, 5, 27, 6] }] },
    ],
    [
      'the same, nested',
      { features: { order: ['age', 'income'] } },
      {
        inputs: [
          {
            name: 'x',
            shape: [2, 2],
            data: [
              [41, 5],
              [27, 6],
            ],
          },
        ],
      },
    ],
    [
      'rows of objects',
      {},
      {
        instances: [
          { age: 41, income: 5 },
          { age: 27, income: 6 },
        ],
      },
    ],
    ['columns', {}, { inputs: { age: [41, 27], income: [5, 6] } }],
  ])('reads a request of %s', (_name, mapping, body) => {
    expect(decode({ ...KSERVE, ...mapping }, body, envelope('request'))).toMatchObject({
      events: [{ features: { age: 41, income: 5 } }, { features: { age: 27, income: 6 } }],
    });
  });

  it('reads one side only where that is wished, and nothing from other messages', () => {
    expect(decode({ ...KSERVE, take: 'responses' }, request, envelope('request'))).toEqual({
      kind: 'predictions',
      events: [],
    });
    expect(decode({ ...KSERVE, take: 'responses' }, response, envelope('response'))).toMatchObject({
      events: [{ part: 'answer' }, {}],
    });
    expect(decode({ ...KSERVE, take: 'requests' }, response, envelope('response'))).toEqual({
      kind: 'predictions',
      events: [],
    });
    expect(decode(KSERVE, {}, { ...envelope('request'), ce_type: 'drift.alert' })).toEqual({
      kind: 'predictions',
      events: [],
    });
  });

  it.each<[string, unknown, string]>([
    [
      'tensors of unequal length',
      {
        inputs: [
          { name: 'a', data: [1] },
          { name: 'b', data: [1, 2] },
        ],
      },
      'inputs.1: 2 rows, other tensors have 1',
    ],
    [
      'a shape that its data lacks',
      { inputs: [{ name: 'a', shape: [2, 3], data: [1] }] },
      'inputs.0.data: 1 values, the shape 2 x 3 has 6',
    ],
    ['too many rows', { inputs: [{ name: 'a', shape: [20_000], data: [] }] }, '20000 rows, at most 10000'],
    ['no body', { hello: 1 }, 'neither inputs'],
  ])('refuses %s', (_name, body, reason) => {
    expect(reasonOf(decode(KSERVE, body, envelope('request')))).toContain(reason);
  });
});

describe('CloudEvents', () => {
  const data = { model: 'm', features: { a: 1 }, score: 0.5 };
  it('takes id and time from the attributes and the rest from the data', () => {
    const event = { id: 'e', model: 'm', time: AT_MS, features: { a: 1 }, score: 0.5 };
    const binary = { 'ce-specversion': '1.0', ce_id: 'e', ce_time: AT };
    expect(decode({ format: 'cloudevents' }, data, binary)).toMatchObject({ events: [event] });
    const json = { 'content-type': 'application/cloudevents+json' };
    const whole = { specversion: '1.0', id: 'e', time: AT };
    expect(decode({ format: 'cloudevents' }, { ...whole, data }, json)).toMatchObject({ events: [event] });
    const encoded = { ...whole, data_base64: Buffer.from(JSON.stringify(data)).toString('base64') };
    expect(decode({ format: 'cloudevents' }, encoded, json)).toMatchObject({ events: [event] });
    expect(reasonOf(decode({ format: 'cloudevents' }, data))).toContain('ce_specversion: missing');
    expect(reasonOf(decode({ format: 'cloudevents' }, { ...whole, data_base64: '*' }, json))).toContain('not base64');
  });
});

describe('Seldon Core 1', () => {
  const headers = { type: 'io.seldon.serving.inference.request', requestid: 'r', modelid: 'credit' };
  it('reads names and rows, tensors, and answers', () => {
    const mapping: StreamMappingInput = { format: 'seldon', score: { path: 't:1' } };
    const rows = { data: { names: ['age', 'city'], ndarray: [[41, 'oslo']] } };
    expect(decode(mapping, rows, headers)).toMatchObject({
      events: [
        { id: 'r', model: 'credit', time: 1_764_000_000_000, features: { age: 41, city: 'oslo' }, part: 'inputs' },
      ],
    });
    const tensor = { data: { names: ['a', 'b'], tensor: { shape: [2, 2], values: [1, 2, 3, 4] } } };
    expect(decode(mapping, tensor, headers)).toMatchObject({
      events: [{ features: { a: 1, b: 2 } }, { features: { a: 3, b: 4 } }],
    });
    const answer = { data: { names: ['t:0', 't:1'], ndarray: [[0.2, 0.8]] } };
    const answered = { ...headers, type: 'io.seldon.serving.inference.response' };
    expect(decode(mapping, answer, answered)).toMatchObject({ events: [{ id: 'r', score: 0.8, part: 'outputs' }] });
    expect(decode(mapping, {}, { ...headers, type: 'io.seldon.serving.feedback' })).toEqual({
      kind: 'predictions',
      events: [],
    });
    expect(reasonOf(decode(mapping, rows))).toContain('header type: missing');
  });
});

describe('SageMaker data capture', () => {
  const capture = (input: object, output: object) => ({
    captureData: { endpointInput: input, endpointOutput: output },
    eventMetadata: { eventId: 'e-1', inferenceTime: '2026-11-25T01:00:00Z' },
    eventVersion: '0',
  });
  const csv = { observedContentType: 'text/csv', mode: 'INPUT', encoding: 'CSV', data: '41,"Oslo, NO"\n27,' };
  const json = {
    observedContentType: 'application/json',
    mode: 'OUTPUT',
    encoding: 'JSON',
    data: '{"predictions":[0.12,0.81]}',
  };
  const mapping: StreamMappingInput = {
    format: 'sagemaker',
    model: { const: 'credit' },
    features: { order: ['age', 'city'] },
    score: { path: 'output' },
  };
  it('makes one event of each row and its answer', () => {
    const events = [
      { id: 'e-1/0', model: 'credit', features: { age: 41, city: 'Oslo, NO' }, score: 0.12 },
      { id: 'e-1/1', model: 'credit', features: { age: 27, city: null }, score: 0.81 },
    ];
    expect(decode(mapping, capture(csv, json))).toMatchObject({ events });
    const encoded = { ...csv, encoding: 'BASE64', data: Buffer.from(csv.data).toString('base64') };
    const scores = { ...json, encoding: 'CSV', data: '0.12\n0.81\n' };
    expect(decode({ ...mapping, score: { path: 'output.0' } }, capture(encoded, scores))).toMatchObject({ events });
    expect(reasonOf(decode(mapping, capture({ ...csv, data: '1,2' }, json)))).toBe('captureData: 1 rows in, 2 out');
    expect(reasonOf(decode(mapping, capture({ ...csv, data: '1,"x' }, json)))).toContain('does not end');
    expect(reasonOf(decode(mapping, capture({ ...csv, data: '1,2,3' }, { ...json, data: '[0.5]' })))).toContain(
      '3 features',
    );
  });
});

describe('BentoML monitor', () => {
  it('imports the columns’ roles and reads times in the zone that is named', () => {
    const line = {
      meta_data: { bento_name: 'credit', bento_version: '1' },
      columns: [
        { name: 'age', role: 'feature', type: 'numerical' },
        { name: 'in.come', role: 'feature', type: 'numerical' },
        { name: 'pred', role: 'prediction', type: 'categorical' },
      ],
    };
    const mapping = mappingFromBentoMl(line, '+01:00');
    if (mapping === null) throw new Error('a mapping was expected');
    const row = {
      age: 41,
      'in.come': 5,
      pred: 'approve',
      timestamp: '2026-11-25T01:00:00.120000',
      request_id: '918',
      trace_id: '33',
    };
    const decoder = createStreamDecoder(mapping);
    expect(decoder.decode(messageOf(row))).toMatchObject({
      events: [
        {
          id: '918',
          model: 'credit',
          time: AT_MS - 3_600_000,
          features: { age: 41, 'in.come': 5 },
          prediction: 'approve',
        },
      ],
    });
    expect(decoder.decode(messageOf(line))).toEqual({ kind: 'predictions', events: [] });
    expect(mappingFromBentoMl({ columns: [] }, 'Z')).toBeNull();
    expect(reasonOf(decode({ format: 'bentoml', model: { const: 'm' } }, row))).toContain('has no zone');
  });
});

describe('every format', () => {
  const bodies = [
    request,
    response,
    { captureData: { endpointInput: {} } },
    { data: { ndarray: [[1]] } },
    { specversion: '1.0', data: {} },
  ];
  const headers = constantFrom<StreamMessage['headers']>(
    {},
    envelope('request'),
    envelope('response'),
    { 'content-type': 'application/cloudevents+json' },
    { type: 'io.seldon.serving.inference.request', modelid: 'm', requestid: 'r' },
  );
  it.each(STREAM_FORMATS)('%s never throws, whatever the bytes', (format) => {
    const decoder = createStreamDecoder(
      StreamMapping.parse({ format, model: { const: 'm' }, rows: undefined, score: { path: 'p' } }),
    );
    assert(
      property(uint8Array({ maxLength: 300 }), headers, (value, headers) => {
        decoder.decode({ ...messageOf(''), value, headers });
      }),
      { numRuns: 300 },
    );
    assert(
      property(
        constantFrom(...bodies),
        integer({ min: 0, max: 400 }),
        integer({ min: 0, max: 255 }),
        headers,
        (body, at, byte, headers) => {
          const message = messageOf(body, headers);
          if (message.value !== null) message.value[at % message.value.length] = byte;
          expect(['predictions', 'refused', 'needs-schema']).toContain(decoder.decode(message).kind);
        },
      ),
      { numRuns: 600 },
    );
  });
});
