import { fc } from './properties.ts';
import { countEvent, type CountableEvent } from '../src/pane/count-event.ts';
import { createPane, type Pane } from '../src/pane/pane.ts';
import type { FrozenReference } from '../src/reference/frozen-reference.ts';
import { createReferenceBuilder, type ReferenceBuilderOptions } from '../src/reference/reference-builder.ts';

/** Values that arithmetic trips over. */
export const AWKWARD_NUMBERS = [
  0,
  -0,
  Number.NaN,
  Infinity,
  -Infinity,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2 ** -1_030,
  1e308,
  -1e308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.MAX_SAFE_INTEGER,
  0.1 + 0.2,
] as const;

/** Anything that an event's feature can hold. */
export const RawValue = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c', '', 'NaN', '7', 'constructor', '__proto__') },
  { weight: 2, arbitrary: fc.constantFrom(...AWKWARD_NUMBERS) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constantFrom(null, undefined, {}, [], 12n, Symbol.iterator) },
);

export const Event: fc.Arbitrary<CountableEvent> = fc.record(
  {
    features: fc.dictionary(fc.constantFrom('x', 'y', 'kind', 'flag', 'constructor'), RawValue, {
      noNullPrototype: true,
    }),
    score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    latencyMs: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })),
    status: fc.constantFrom('ok', 'error'),
  },
  { requiredKeys: ['features'] },
);

export const PROVENANCE = { kind: 'file', detail: 'made by a test', createdBy: 'test' } as const;

export function referenceOf(events: readonly CountableEvent[], options?: ReferenceBuilderOptions): FrozenReference {
  const builder = createReferenceBuilder(options);
  for (const { features, score, prediction } of events) builder.add(features, { score, prediction });
  return builder.freeze(PROVENANCE);
}

export function paneOf(reference: FrozenReference, events: readonly CountableEvent[]): Pane {
  const pane = createPane(reference.grid);
  for (const event of events) countEvent(pane, reference.grid, event);
  return pane;
}

/** Events with one feature each. */
export function column(values: readonly unknown[], name = 'x'): CountableEvent[] {
  return values.map((value) => ({ features: { [name]: value } }));
}
