import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MinuteSignals } from './minute-signals.ts';
import { definitionOf, SLI_DEFINITIONS, SLI_KINDS, SliSpec } from './registry.ts';

const signals: fc.Arbitrary<MinuteSignals> = fc
  .record({
    events: fc.nat(1e6),
    errors: fc.nat(1e6),
    timed: fc.nat(1e6),
    withinThreshold: fc.nat(1e6),
    windows: fc.record({ ok: fc.nat(6), critical: fc.nat(6), unjudged: fc.nat(6) }),
  })
  .map((sample) => ({
    ...sample,
    errors: Math.min(sample.errors, sample.events),
    timed: Math.min(sample.timed, sample.events),
    withinThreshold: Math.min(sample.withinThreshold, sample.timed, sample.events),
  }));

const NOTHING: MinuteSignals = {
  events: 0,
  errors: 0,
  timed: 0,
  withinThreshold: 0,
  windows: { ok: 0, critical: 0, unjudged: 0 },
};

describe.each(SLI_KINDS)('SLI law: %s', (kind) => {
  const definition = definitionOf({ kind });
  const spec = SLI_DEFINITIONS[kind].defaults.parameters;

  it('is registered under its own kind and accepts its defaults', () => {
    expect(definition.kind).toBe(kind);
    expect(SliSpec.parse(spec)).toEqual(spec);
  });

  it('yields whole counts, none below zero', () => {
    fc.assert(
      fc.property(signals, (sample) => {
        const counts = definition.count(sample, spec);
        return Object.values(counts).every((count) => Number.isInteger(count) && count >= 0);
      }),
    );
  });

  it('counts every event or every slice exactly once', () => {
    fc.assert(
      fc.property(signals, (sample) => {
        const { good, bad, unknown } = definition.count(sample, spec);
        return good + bad + unknown === (definition.unit === 'slice' ? 1 : sample.events);
      }),
    );
  });

  it('takes a minute in which nothing was measured for unknown, never for good', () => {
    const { good, bad } = definition.count(NOTHING, spec);
    expect({ good, bad }).toEqual({ good: 0, bad: 0 });
  });

  it('says its objective in a sentence that names the model', () => {
    const text = definition.sentence(spec, 'employment').map((part) => part.text);
    expect(text.join('')).toContain('employment');
  });
});

describe('kinds', () => {
  const count = (kind: (typeof SLI_KINDS)[number], sample: Partial<MinuteSignals>) =>
    definitionOf({ kind }).count({ ...NOTHING, ...sample }, SLI_DEFINITIONS[kind].defaults.parameters);

  it('availability: errors are bad', () => {
    expect(count('availability', { events: 100, errors: 7 })).toEqual({ good: 93, bad: 7, unknown: 0 });
  });

  it('latency: an answer without a time is unknown', () => {
    expect(count('latency', { events: 100, timed: 90, withinThreshold: 81 })).toEqual({
      good: 81,
      bad: 9,
      unknown: 10,
    });
  });

  it.each([
    ['one critical window spoils the minute', { ok: 5, critical: 1, unjudged: 0 }, { good: 0, bad: 1, unknown: 0 }],
    ['judged and fine', { ok: 1, critical: 0, unjudged: 5 }, { good: 1, bad: 0, unknown: 0 }],
    ['too few events', { ok: 0, critical: 0, unjudged: 6 }, { good: 0, bad: 0, unknown: 1 }],
  ])('drift: %s', (_name, windows, expected) => {
    expect(count('drift', { windows })).toEqual(expected);
  });

  it('latency: refuses a threshold that the panes do not count at', () => {
    expect(SliSpec.safeParse({ kind: 'latency', thresholdMs: 100 }).success).toBe(true);
    expect(SliSpec.safeParse({ kind: 'latency', thresholdMs: 123 }).success).toBe(false);
    expect(SliSpec.safeParse({ kind: 'weather' }).success).toBe(false);
  });
});
