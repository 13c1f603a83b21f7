import { StreamMapping, type StreamMappingInput } from '@leeway/contracts';
import { describe, expect, it } from 'vitest';
import { draftOfMapping, mappingOfDraft, namesIn, newMappingDraft } from './mapping-draft.ts';

const MAPPINGS: [string, StreamMappingInput][] = [
  ['the own contract', {}],
  ['own fields', { model: { path: 'm', equals: 'Credit' }, eventId: { key: true }, time: { path: 'ts', unit: 's' } }],
  [
    'a header, a constant, the record’s time',
    { model: { const: 'x' }, version: { header: 'v' }, time: { record: true } },
  ],
  ['a time with a zone', { time: { path: 't', unit: 'iso', zone: '+01:00' }, latency: { path: 'l', unit: 's' } }],
  ['a list of features', { rows: 'rows', features: { path: 'f', order: ['a', 'b'] } }],
  ['a shape by name', { features: { path: 'f', as: 'object', flatten: true, except: ['id'] } }],
  ['chosen fields', { features: { path: '', as: 'fields', fields: { age: 'customer.age', city: '/a.b/city' } } }],
  ['columns', { features: { path: 'frame', as: 'columns', except: ['id'] } }],
  ['a status', { status: { path: 's', errors: ['bad', 'worse'] }, take: 'requests', format: 'kserve' }],
  ['labels', { carries: 'labels', label: { path: 'y' }, format: 'cloudevents' }],
];

describe('a mapping in the form', () => {
  it.each(MAPPINGS)('comes out as it went in: %s', (_name, input) => {
    const mapping = StreamMapping.parse(input);
    expect(mappingOfDraft(draftOfMapping(mapping))).toEqual({ mapping, errors: {} });
  });

  it('keeps what was typed and says what is missing', () => {
    const draft = newMappingDraft('predictions');
    const source = { ...draft.sources.model, from: 'path' as const, text: ' ' };
    const { mapping, errors } = mappingOfDraft({ ...draft, sources: { ...draft.sources, model: source } });
    expect(mapping).toBeNull();
    expect(errors).toEqual({ model: 'Name the field.' });
  });

  it('names a path that is none by its source', () => {
    const draft = newMappingDraft('predictions');
    const score = { ...draft.sources.score, from: 'path' as const, text: 'a..b' };
    const { errors } = mappingOfDraft({ ...draft, sources: { ...draft.sources, score } });
    expect(errors['score']).toBe('an empty step');
  });

  it('asks for a feature where each is chosen, and for names where they are a list', () => {
    const draft = newMappingDraft('predictions');
    const shaped = (as: 'fields' | 'array') => mappingOfDraft({ ...draft, features: { ...draft.features, as } });
    expect(shaped('fields').errors['features']).toBe('Choose at least one field as a feature.');
    expect(shaped('array').mapping).toBeNull();
  });

  it('leaves features out of the usual place', () => {
    const draft = newMappingDraft('predictions');
    const { mapping } = mappingOfDraft({ ...draft, features: { ...draft.features, except: ['id'] } });
    expect(mapping?.features).toEqual({ except: ['id'] });
  });

  it('takes names apart at commas and lines, each once', () => {
    expect(namesIn('a, b\n a,,c ')).toEqual(['a', 'b', 'c']);
  });
});
