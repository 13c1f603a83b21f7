import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affectedMinutes } from '../series/affected-minutes.ts';
import { MINUTE_MS } from '../budget/rolling-window.ts';
import { BOUNDED_METRIC_IDS, boundedMetric, hasMetric, keepsBound } from './bounded-metric.ts';
import { noSignals, type MinuteSignals } from './minute-signals.ts';
import { definitionOf, parametersOf, SLI_DEFINITIONS, SLI_KINDS, SliSpec, type SliKind } from './registry.ts';
import { SLI_GROUPS } from './sli-definition.ts';

const three = (most: number) => [fc.nat(most), fc.nat(most), fc.nat(most)] as const;
const byVerdict = (most: number) =>
  fc.tuple(...three(most)).map(([ok, critical, unjudged]) => ({ ok, critical, unjudged }));

const signals: fc.Arbitrary<MinuteSignals> = fc
  .record({
    events: fc.nat(1e6),
    errors: fc.nat(1e6),
    timed: fc.nat(1e6),
    withinThreshold: fc.nat(1e6),
    windows: byVerdict(6),
    features: byVerdict(2_000),
    records: fc.record({ counted: fc.nat(1e6), refused: fc.nat(1e6) }),
    values: fc.record({ usable: fc.nat(1e6), unusable: fc.nat(1e6) }),
    answers: fc.record({ right: fc.nat(1e6), wrong: fc.nat(1e6) }),
    outside: fc.record({ good: fc.nat(1e6), bad: fc.nat(1e6), unknown: fc.nat(1) }),
    reading: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })),
  })
  .map((sample) => {
    const right = Math.min(sample.answers.right, sample.events);
    return {
      ...sample,
      errors: Math.min(sample.errors, sample.events),
      timed: Math.min(sample.timed, sample.events),
      withinThreshold: Math.min(sample.withinThreshold, sample.timed, sample.events),
      answers: { right, wrong: Math.min(sample.answers.wrong, sample.events - right) },
    };
  });

/** How many there were to count in a minute, for kinds that do not count slices. */
const TOTALS: Partial<Record<SliKind, (sample: MinuteSignals) => number>> = {
  availability: ({ events }) => events,
  latency: ({ events }) => events,
  correctness: ({ events }) => events,
  usableRecords: ({ records }) => records.counted + records.refused,
  usableValues: ({ values }) => values.usable + values.unusable,
  prometheus: ({ outside }) => outside.good + outside.bad + outside.unknown,
  driftingFeatures: ({ features }) => features.ok + features.critical + features.unjudged,
};

describe.each(SLI_KINDS)('SLI law: %s', (kind) => {
  const definition = definitionOf({ kind });
  const spec = SLI_DEFINITIONS[kind].defaults.parameters;

  it('is registered under its own kind and accepts its defaults', () => {
    expect(definition.kind).toBe(kind);
    expect(SliSpec.parse(spec)).toEqual(spec);
    expect(SLI_GROUPS).toContain(definition.group);
    expect(definition.issues?.(spec) ?? []).toEqual([]);
  });

  it('asks for each of its parameters, and for nothing else', () => {
    const { kind: _kind, ...parameters } = spec;
    expect(definition.parameters.map(({ name }) => name).toSorted()).toEqual(Object.keys(parameters).toSorted());
    expect(parametersOf(spec)).toEqual(parameters);
  });

  it('offers its default among the choices of a parameter', () => {
    for (const parameter of definition.parameters)
      if (parameter.control === 'choice')
        expect(parameter.choices(null).map(({ value }) => value)).toContain(parametersOf(spec)[parameter.name]);
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
    const totalOf = definition.unit === 'slice' ? () => 1 : TOTALS[kind];
    if (totalOf === undefined) throw new Error(`say in TOTALS what ${kind} counts`);
    fc.assert(
      fc.property(signals, (sample) => {
        const { good, bad, unknown } = definition.count(sample, spec);
        return good + bad + unknown === totalOf(sample);
      }),
    );
  });

  it('takes a minute in which nothing was measured for unknown, never for good', () => {
    const { good, bad } = definition.count(noSignals(), spec);
    expect({ good, bad }).toEqual({ good: 0, bad: 0 });
  });

  it('counts a changed minute and its whole slice anew', () => {
    fc.assert(
      fc.property(fc.nat(1e7), fc.integer({ min: 1, max: 3_000 }), (from, length) => {
        const range = { fromMs: from * MINUTE_MS, toMs: (from + length) * MINUTE_MS };
        const wider = affectedMinutes(spec, range);
        const again = affectedMinutes(spec, { fromMs: wider.fromMs, toMs: wider.fromMs });
        return wider.fromMs <= range.fromMs && wider.toMs >= range.toMs && again.fromMs === wider.fromMs;
      }),
    );
  });

  it('says its objective in a sentence that names the model', () => {
    const text = definition.sentence(spec, 'employment').map((part) => part.text);
    expect(text.join('')).toContain('employment');
    expect(definition.short(spec)).not.toBe('');
  });
});

describe('kinds', () => {
  const count = (kind: SliKind, sample: Partial<MinuteSignals>, parameters: object = {}) =>
    definitionOf({ kind }).count(
      { ...noSignals(), ...sample },
      {
        ...SLI_DEFINITIONS[kind].defaults.parameters,
        ...parameters,
      },
    );
  const [good, bad, unknown] = [
    { good: 1, bad: 0, unknown: 0 },
    { good: 0, bad: 1, unknown: 0 },
    { good: 0, bad: 0, unknown: 1 },
  ];

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
    ['one critical window spoils the minute', { ok: 5, critical: 1, unjudged: 0 }, bad],
    ['judged and fine', { ok: 1, critical: 0, unjudged: 5 }, good],
    ['too few events', { ok: 0, critical: 0, unjudged: 6 }, unknown],
  ])('drift: %s', (_name, windows, expected) => {
    expect(count('drift', { windows })).toEqual(expected);
  });

  it('features within threshold: one drifting feature of twenty is one in twenty', () => {
    expect(count('driftingFeatures', { features: { ok: 17, critical: 1, unjudged: 2 } })).toEqual({
      good: 17,
      bad: 1,
      unknown: 2,
    });
  });

  it('correct predictions: those without a label are unknown', () => {
    expect(count('correctness', { events: 100, answers: { right: 52, wrong: 8 } })).toEqual({
      good: 52,
      bad: 8,
      unknown: 40,
    });
  });

  it.each([
    ['as old as allowed', 5, good],
    ['older', 6, bad],
    ['in this very minute', 0, good],
    ['not read to the end', null, unknown],
  ])('freshness: %s', (_name, reading, expected) => expect(count('freshness', { reading })).toEqual(expected));

  it.each([
    ['the floor itself', 100, good],
    ['one less', 99, bad],
    ['none at all', 0, bad],
    ['still running', null, unknown],
  ])('throughput: %s', (_name, reading, expected) => expect(count('throughput', { reading })).toEqual(expected));

  it.each([
    ['rocAuc', 0.8, 0.8, good],
    ['rocAuc', 0.7999, 0.8, bad],
    ['logLoss', 0.4, 0.4, good],
    ['logLoss', 0.41, 0.4, bad],
    ['mae', 3, 5, good],
  ])('quality metric: %s of %d by a bound of %d', (metric, reading, bound, expected) => {
    expect(count('performanceFloor', { reading }, { metric, bound })).toEqual(expected);
  });

  it('latency: refuses a threshold that the panes do not count at', () => {
    expect(SliSpec.safeParse({ kind: 'latency', thresholdMs: 100 }).success).toBe(true);
    expect(SliSpec.safeParse({ kind: 'latency', thresholdMs: 123 }).success).toBe(false);
    expect(SliSpec.safeParse({ kind: 'weather' }).success).toBe(false);
  });

  it('quality metric: refuses a bound that the metric can not have, and counts of answers', () => {
    const issues = (metric: string, bound: number) =>
      definitionOf({ kind: 'performanceFloor' })
        .issues?.({ kind: 'performanceFloor', metric, bound, sliceMinutes: 60, minimumLabels: 1 })
        .map(({ message }) => message);
    expect(issues('rocAuc', 80)).toEqual(['This metric is 0 to 1.']);
    expect(issues('mcc', -0.2)).toEqual([]);
    expect(issues('mae', -1)).toEqual(['This metric is at least 0.']);
    expect(issues('r2', 1.1)).toEqual(['This metric is at most 1.']);
    expect(BOUNDED_METRIC_IDS).not.toContain('tp');
    expect(BOUNDED_METRIC_IDS).not.toContain('meanError');
  });

  it('metrics of one id mean the same for every task', () => {
    expect(hasMetric('regression', 'accuracy')).toBe(false);
    expect(hasMetric('multiclass', 'accuracy')).toBe(true);
    expect(boundedMetric('accuracy')).toMatchObject({ direction: 'higher', range: [0, 1] });
    expect(keepsBound('accuracy', 0.9, 0.9)).toBe(true);
  });
});
