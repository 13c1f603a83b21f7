import { expect, it } from 'vitest';
import { readMapping } from './read-mapping.ts';

it('reads what is stored, nothing as Leeway’s own contract, and says what does not parse', () => {
  expect(readMapping(null).mapping).toMatchObject({ format: 'json', carries: 'predictions' });
  expect(readMapping({ format: 'avro' }).mapping?.format).toBe('avro');
  expect(readMapping({ features: { as: 'array' } })).toEqual({
    mapping: null,
    problem: 'features.order: a list of features needs their names, in order',
  });
  expect(readMapping('x').problem).toContain('mapping: ');
});
