import { describe, expect, test } from 'vitest';
import { column, paneOf, PROVENANCE, referenceOf } from '../../test/streams.ts';
import { paneCounts, referenceCounts } from '../pane/feature-counts.ts';
import type { FrozenReference } from './frozen-reference.ts';
import type { ReferenceBuilderOptions } from './reference-builder.ts';
import { createTextTableBuilder } from './text-table-builder.ts';

function frozen(rows: readonly Record<string, string>[], options?: ReferenceBuilderOptions): FrozenReference {
  const builder = createTextTableBuilder(options);
  for (const row of rows) builder.add(row, { score: 0.5 });
  expect(builder.rowCount).toBe(rows.length);
  return builder.freeze(PROVENANCE);
}

const cells = (values: readonly string[]): Record<string, string>[] => values.map((x) => ({ x }));
const counts = (reference: FrozenReference) => {
  const [layout] = reference.grid.layouts;
  if (layout === undefined) throw new Error('one column was given');
  return { layout, counts: referenceCounts(reference, layout) };
};

describe('cells of text', () => {
  test.each([
    ['numbers', ['1', ' 2.5', '-3e2', ''], 'x', 'numeric', 3, 1, 0],
    [
      'numbers, and a word now and then',
      [...Array.from({ length: 19 }, (_, i) => `${i}`), 'oops'],
      'x',
      'numeric',
      19,
      0,
      1,
    ],
    ['numbers with words for none', ['1', 'NA', 'nan', 'null', '2'], 'x', 'numeric', 2, 3, 0],
    ['words for truth', ['true', 'False', ''], 'x', 'boolean', 2, 1, 0],
    ['categories, NA among them', ['DE', 'NA', 'FR', ''], 'x', 'categorical', 3, 1, 0],
    ['arrays', ['[1,2]', '[3, 4.5]', '[1]', 'nan'], 'x', 'vector', 2, 1, 1],
    ['arrays, nearly all', [...Array.from({ length: 19 }, (_, i) => `[${i},2]`), '[1]'], 'x', 'vector', 19, 0, 1],
    ['nothing', ['', ''], 'x', 'numeric', 0, 2, 0],
  ] as const)('%s', (_case, values, name, kind, used, missing, invalid) => {
    const reference = frozen(cells(values));
    expect(reference.features[0]).toMatchObject({ name, kind });
    expect(counts(reference).counts).toMatchObject({ values: used, missing, invalid });
  });
  test('free text is measured', () => {
    const reference = frozen(cells(Array.from({ length: 60 }, (_, i) => `a long sentence with number ${i} in it`)));
    expect(reference.features.map(({ name }) => name)).toEqual(['x.length', 'x.tokens', 'prediction']);
  });
  test('are what was declared', () => {
    const reference = frozen(cells(['1', '2', '2']), { kinds: { x: 'categorical' } });
    expect(reference.features[0]).toMatchObject({ kind: 'categorical', values: 3 });
    const { layout } = counts(reference);
    expect(paneCounts(paneOf(reference, column([1, '2', 3])), layout).cells).toEqual(Float64Array.of(1, 1, 0, 1));
  });
  test.each([
    ['classes', (i: number) => String(i % 3), 'categorical', [1, '1', true]],
    ['numbers of many values', (i: number) => String(i / 7), 'numeric', [1, '1', 2.5]],
  ] as const)('%s as answers are read alike as text and as numbers', (_case, answer, kind, answers) => {
    const builder = createTextTableBuilder();
    for (let i = 0; i < 90; i += 1) builder.add({ x: '1' }, { prediction: answer(i) });
    const reference = builder.freeze(PROVENANCE);
    const layout = reference.grid.layouts.at(-1);
    if (layout === undefined) throw new Error('there is a prediction');
    expect(layout.feature).toMatchObject({ name: 'prediction', source: 'prediction', kind });
    const pane = paneOf(
      reference,
      answers.map((prediction) => ({ features: {}, prediction })),
    );
    expect(paneCounts(pane, layout)).toMatchObject({ values: 3, invalid: 0 });
  });
  test('give the counts that the same values give as JSON', () => {
    const values = Array.from({ length: 3_000 }, (_, i) => Math.sin(i) * 50);
    const text = frozen(values.map((x, i) => ({ x: String(x), y: String(i % 7) })));
    const json = referenceOf(values.map((x, i) => ({ features: { x, y: i % 7 }, score: 0.5 })));
    expect(text.counts).toEqual(json.counts);
    expect(text.reconstruction).toEqual(json.reconstruction);
  });
});
