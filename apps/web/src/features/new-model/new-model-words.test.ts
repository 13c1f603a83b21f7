import { StreamMapping } from '@leeway/contracts';
import { describe, expect, it } from 'vitest';
import { featureRows, withFeature, withShape } from './feature-rows.ts';
import { newFormValues } from './form-values.ts';
import { identityErrors } from './identity.ts';
import { featuresIn, modelsIn, refusalParts } from './inspection-words.ts';
import { suggestionForLabels } from './label-suggestion.ts';
import { livePassage } from './live-passage.ts';
import { freezeInput, madeFromOf, stretchOf } from './made-from.ts';
import { draftOfMapping, mappingOfDraft, newMappingDraft } from './mapping-draft.ts';
import { messageFields } from './message-fields.ts';
import { refusalNameOf, timeUnitOf, usualWords, withOrigin } from './source-words.ts';
import { openStep } from './steps.ts';
import { idFromName, mappingForModel } from './stream-manifest.ts';
import { isCovered } from './suggestion-box.tsx';
import { sensitivityOf, thresholdsOf } from './threshold-values.ts';
import { matchTopics } from './topic-step.tsx';

const record = (events: Record<string, unknown>[]) => ({ kind: 'predictions' as const, problem: null, events });

describe('what an inspection says', () => {
  it.each([
    ['features.age: text "x", expected a number', 'features.age', 'text "x", expected a number'],
    ['row 3: out.p: 7, expected a probability', 'row 3', 'out.p: 7, expected a probability'],
    ['header x-model: missing', 'header x-model', 'missing'],
    ['(root): not JSON', '(root)', 'not JSON'],
    ['1048577 bytes, the limit is 1048576', null, '1048577 bytes, the limit is 1048576'],
    ['could not be read: deep', null, 'could not be read: deep'],
  ])('%s', (problem, path, reason) => {
    expect(refusalParts(problem)).toEqual({ path, reason });
  });

  it('names models by how often they come, and features by what they first held', () => {
    const records = [
      record([{ model: 'b', features: { age: null } }]),
      record([{ model: 'a', features: { age: 3, city: 'x' } }, { model: 'a' }]),
    ];
    expect(modelsIn(records)).toEqual([
      { name: 'a', count: 2 },
      { name: 'b', count: 1 },
    ]);
    expect(featuresIn(records).map(({ name, sample }) => [name, sample])).toEqual([
      ['age', '3'],
      ['city', 'x'],
    ]);
  });
});

describe('sources of a mapping', () => {
  it('say where the format reads, and take it over', () => {
    expect(usualWords('json', 'time')).toBe('time, in ms');
    expect(usualWords('cloudevents', 'eventId')).toBe('header ce_id');
    expect(usualWords('sagemaker', 'model')).toBeNull();
    const { model } = newMappingDraft('predictions').sources;
    expect(withOrigin('json', 'model', model, 'path').text).toBe('model');
    expect(withOrigin('json', 'model', { ...model, text: 'm' }, 'path').text).toBe('m');
  });

  it('are found by the name in a refusal', () => {
    const draft = draftOfMapping(StreamMapping.parse({ version: { header: 'x-v' }, eventId: { key: true } }));
    expect(refusalNameOf(draft, 'version')).toBe('header x-v');
    expect(refusalNameOf(draft, 'eventId')).toBe('record key');
    expect(refusalNameOf(draft, 'model')).toBe('model');
  });

  it.each([
    ['1764000000', 's'],
    ['1764000000000', 'ms'],
    ['1764000000000000', 'us'],
    ['1764000000000000000', 'ns'],
    ['2026-11-25T10:00:00Z', 'iso'],
    ['', 'iso'],
  ])('the unit of %s is %s', (sample, unit) => {
    expect(timeUnitOf(sample)).toBe(unit);
  });
});

describe('features of a mapping', () => {
  const raw = JSON.stringify({ id: 'a', f: { age: 3, geo: { city: 'x' } } });
  const fields = messageFields({ raw, encoding: 'text', opened: null }, '');
  const seen = [{ name: 'age', sample: '3', kind: 'number' }];

  it('are left out and taken in again', () => {
    const draft = withFeature(newMappingDraft('predictions').features, 'age', false);
    expect(draft.except).toEqual(['age']);
    expect(featureRows(draft, [], []).map(({ key, included }) => [key, included])).toEqual([['age', false]]);
    expect(withFeature(draft, 'age', true).except).toEqual([]);
  });

  it('chosen one by one begin with those that were read, and have short names where they can', () => {
    const mapping = draftOfMapping(StreamMapping.parse({ features: { path: 'f' } }));
    const chosen = withShape(mapping, 'fields', seen, fields);
    expect(chosen.fields).toEqual([{ name: 'age', path: 'f.age' }]);
    const two = withFeature(chosen, 'f.geo.city', true);
    expect(two.fields.at(-1)).toEqual({ name: 'city', path: 'f.geo.city' });
    const { mapping: made } = mappingOfDraft({ ...mapping, features: two });
    expect(made?.features?.fields).toEqual({ age: 'f.age', city: 'f.geo.city' });
  });
});

describe('suggestions', () => {
  it('for labels read alike what messages share, and take the one field that is left', () => {
    const raw = JSON.stringify({ req: 'a', svc: 'M', churned: 'yes' });
    const fields = messageFields({ raw, encoding: 'text', opened: null }, '');
    const suggested = StreamMapping.parse({ eventId: { path: 'req' }, time: { record: true } });
    const like = StreamMapping.parse({ model: { path: 'svc' }, eventId: { path: 'req' } });
    expect(suggestionForLabels({ mapping: suggested, notes: [] }, like, fields)?.mapping).toEqual(
      StreamMapping.parse({
        carries: 'labels',
        model: { path: 'svc' },
        eventId: { path: 'req' },
        time: { record: true },
        label: { path: 'churned' },
      }),
    );
    expect(suggestionForLabels({ mapping: suggested, notes: [] }, null, fields)).toBeNull();
  });

  it('are covered by a mapping that says more', () => {
    const suggested = StreamMapping.parse({ score: { path: 'p' } });
    expect(isCovered(suggested, StreamMapping.parse({ score: { path: 'p' }, model: { path: 'm' } }))).toBe(true);
    expect(isCovered(suggested, StreamMapping.parse({}))).toBe(false);
  });
});

describe('topics', () => {
  it('of Leeway itself are not shown, nor those that cannot be meant', () => {
    const topics = ['a.predictions', 'b.labels', 'leeway.changes.v1'];
    expect(matchTopics(topics, ' A.', [])).toEqual({ shown: ['a.predictions'], more: 0, own: 1 });
    expect(matchTopics(topics, '', ['a.predictions']).shown).toEqual(['b.labels']);
  });
});

describe('the reference that is asked for', () => {
  const values = { ...newFormValues(), id: 'm', streamName: 'M' };

  it.each([
    [{ rows: '5000' }, { kind: 'last', rows: 5_000 }],
    [
      { source: 'between' as const, from: '2026-11-25T10:00', to: '2026-11-25T11:00' },
      { kind: 'between', fromMs: Date.UTC(2026, 10, 25, 10), toMs: Date.UTC(2026, 10, 25, 11) },
    ],
  ])('%j', (change, stretch) => {
    expect(stretchOf({ ...values, ...change }).stretch).toEqual(stretch);
  });

  it.each([
    [{ rows: '199' }, 'rows'],
    [{ rows: 'many' }, 'rows'],
    [{ source: 'between' as const, from: '', to: '2026-11-25T11:00' }, 'from'],
    [{ source: 'between' as const, from: '2026-11-25T11:00', to: '2026-11-25T10:00' }, 'to'],
    [{ source: 'between' as const, from: '2026-01-01T00:00', to: '2026-11-25T10:00' }, 'to'],
  ])('%j is refused at %s', (change, field) => {
    expect(Object.keys(stretchOf({ ...values, ...change }).errors ?? {})).toEqual([field]);
  });

  it('is another one when what it is read by changes, and not when something else does', () => {
    const before = madeFromOf('t', values);
    expect(madeFromOf('t', { ...values, kinds: { zip: 'categorical' } })).not.toBe(before);
    expect(madeFromOf('t', { ...values, id: 'n' })).not.toBe(before);
    expect(madeFromOf('t', { ...values, name: 'Another name', minSamples: '7', positiveClass: 'x' })).toBe(before);
  });

  it('says what the stream calls the model', () => {
    expect(freezeInput('t', values)?.mapping.model).toEqual({ path: 'model', equals: 'M' });
    expect(mappingForModel(StreamMapping.parse({}), 'm', 'm')).toEqual(StreamMapping.parse({}));
    expect(mappingForModel(StreamMapping.parse({ model: { const: 'M' } }), 'M', 'm').model).toEqual({ const: 'M' });
  });

  it('has an id that the name suggests', () => {
    expect(idFromName('Churn Scorer v2')).toBe('churn-scorer-v2');
    expect(idFromName('/models/Crédit_risk/')).toBe('models-credit_risk');
    expect(idFromName('<script>')).toBe('script');
    expect(identityErrors({ ...values, id: '-x' }).id).toBeDefined();
  });
});

describe('thresholds', () => {
  const values = newFormValues();

  it('are what the usual sensitivity says', () => {
    expect(sensitivityOf(values)).toBe('usual');
    expect(sensitivityOf({ ...values, criticalPerWeek: '0,1', warningPerWeek: '1' })).toBe('calm');
    expect(thresholdsOf(values).thresholds).toMatchObject({
      paneMs: 60_000,
      windowPanes: 3,
      settings: { criticalBudgetPerWeek: 0.5, warningBudgetPerWeek: 5, minSamples: 200 },
    });
  });

  it.each([
    [{ criticalPerWeek: '0' }, 'criticalPerWeek'],
    [{ warningPerWeek: '0.1' }, 'warningPerWeek'],
    [{ windowPanes: '1.5' }, 'windowPanes'],
    [{ minSamples: '' }, 'minSamples'],
  ])('%j is refused', (change, field) => {
    const { thresholds, errors } = thresholdsOf({ ...values, ...change });
    expect(thresholds).toBeNull();
    expect(Object.keys(errors)).toEqual([field]);
  });
});

describe('steps', () => {
  it('open no further than what is there allows', () => {
    const values = newFormValues();
    expect(openStep('reference', '', values)).toBe('topic');
    expect(openStep('reference', 't', values)).toBe('messages');
    const fitting = { ...values, fit: { key: 'k', fitting: 3, seen: 3 }, streamName: 'm', id: 'm' };
    expect(openStep('reference', 't', fitting)).toBe('labels');
    expect(openStep('thresholds', 't', { ...fitting, labels: 'none' })).toBe('reference');
  });

  it('towards the first verdict are as far as the server says', () => {
    const model = {
      partitions: { live: 0, total: 0 },
      status: 'unknown' as const,
      unknownReason: 'no window yet',
      watermarkMs: null,
      reference: null,
      eventsPerSecond: null,
      predictionTopic: 't',
    };
    const places = (seen: Parameters<typeof livePassage>[0]) => livePassage(seen).map(({ place }) => place);
    expect(places({ model, events: null })).toEqual(['done', 'current', 'ahead', 'ahead']);
    expect(places({ model: { ...model, partitions: { live: 1, total: 1 } }, events: 3 })).toEqual([
      'done',
      'done',
      'done',
      'current',
    ]);
    expect(places({ model: { ...model, status: 'ok' }, events: 0 })).toEqual(['done', 'done', 'done', 'done']);
  });
});
