import { assert, json, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangeEventMessage } from './change-event.ts';
import { decodeJson } from './decode.ts';
import { LabelEvent } from './label-event.ts';
import { ModelStateEvent } from './model-state-event.ts';
import { PredictionEvent } from './prediction-event.ts';
import { RemediationCommand } from './remediation-command.ts';
import { RemediationResult } from './remediation-result.ts';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const prediction = { id: 'e1', model: 'm', time: 1_764_000_000_000, features: { AGEP: 41, SCHL: null }, score: 0.5 };
const state = {
  id: 's1',
  model: 'm',
  time: 1_764_000_000_000,
  version: 'v2',
  traffic: { v2: 1 },
  versions: [{ version: 'v2', trainedOn: '2015', createdAt: 1_763_000_000_000 }],
  pipeline: 'p1',
  pipelines: ['p1'],
  threshold: 0.5,
  paused: false,
  fallback: false,
};

describe('decodeJson', () => {
  it('reads a prediction and fills what may be left out', () => {
    const decoded = decodeJson(PredictionEvent, bytes(prediction));
    expect(decoded).toEqual({ ok: true, event: { ...prediction, version: '', status: 'ok' } });
  });

  it('takes ISO times with a zone and refuses those without', () => {
    const withZone = decodeJson(PredictionEvent, bytes({ ...prediction, time: '2026-11-25T01:00:00+02:00' }));
    expect(withZone.ok && withZone.event.time).toBe(Date.parse('2026-11-24T23:00:00Z'));
    expect(decodeJson(PredictionEvent, bytes({ ...prediction, time: '2026-11-25T01:00:00' })).ok).toBe(false);
  });

  it.each([
    ['a tombstone', null, 'no value'],
    ['not JSON', bytes('{'), 'not JSON'],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'not UTF-8'],
    ['an array', bytes([]), '(root)'],
    ['a score above 1', bytes({ ...prediction, score: 1.5 }), 'score'],
    ['a missing id', bytes({ ...prediction, id: undefined }), 'id'],
    ['too large', new Uint8Array(1_048_577), '1048577 bytes'],
  ])('refuses %s with the reason', (_name, value, reason) => {
    const decoded = decodeJson(PredictionEvent, value);
    expect(decoded.ok ? '' : decoded.reason).toContain(reason);
  });

  it('drops keys that would reach a prototype', () => {
    const decoded = decodeJson(
      PredictionEvent,
      bytes('{"id":"e","model":"m","time":1,"features":{"__proto__":{"polluted":1},"a":1}}'),
    );
    expect(decoded.ok && decoded.event.features).toEqual({ a: 1 });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('never throws, whatever the bytes', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (value) => {
        decodeJson(PredictionEvent, value);
        decodeJson(LabelEvent, value);
      }),
    );
    assert(property(json(), (text) => void decodeJson(PredictionEvent, bytes(text))));
  });
});

describe('contracts survive a round trip', () => {
  const command = {
    remediationId: 'r1',
    model: 'm',
    action: 'set-pipeline',
    parameters: { pipeline: 'p1' },
    issuedAt: 1,
    notAfter: 2,
    approvedBy: 'on-call',
    contentHash: 'abc',
  };
  it.each([
    ['label', LabelEvent, { id: 'e1', model: 'm', label: '1' }],
    [
      'change',
      ChangeEventMessage,
      { id: 'c1', model: 'm', time: 1, kind: 'deploy', title: 'v3', detail: '', by: 'ci' },
    ],
    ['model state', ModelStateEvent, state],
    ['command', RemediationCommand, command],
    [
      'result',
      RemediationResult,
      { id: 'x', remediationId: 'r1', model: 'm', status: 'done', time: 3, message: '', state },
    ],
  ])('%s', (_name, schema, value) => {
    const decoded = decodeJson(schema, bytes(value));
    expect(decoded).toEqual({ ok: true, event: value });
  });

  it('a change event cannot carry a script link', () => {
    const change = { id: 'c', time: 1, kind: 'deploy', title: 't', url: 'javascript:alert(1)' };
    expect(decodeJson(ChangeEventMessage, bytes(change)).ok).toBe(false);
  });
});
