import type { ModelTask } from '@leeway/drift';
import type { z } from 'zod';
import type { MinuteSignals, SliCounts, SliSource } from './minute-signals.ts';
import type { SliParameter } from './sli-parameter.ts';

/** Where the reader of a sentence can change a word of it. */
export type SentenceField = 'target' | 'kind' | 'model' | 'parameter' | 'budgeting' | 'window';
export type SentencePart = { text: string; field: SentenceField | null };

export const SLI_GROUPS = ['Service', 'Data', 'Drift', 'Quality', 'Prometheus'] as const;
export type SliGroup = (typeof SLI_GROUPS)[number];

/** One kind of service level indicator. A new kind is one file with one of these and one line in the registry. */
export type SliDefinition<K extends string = string, S extends z.ZodType = z.ZodType> = {
  kind: K;
  title: string;
  group: SliGroup;
  /** What is counted, singular and plural. */
  noun: { one: string; many: string };
  /** What an outage of all of it is called: "7 h 12 min of total outage". */
  outage: string;
  /** Events arrive in numbers; slices are one a minute, so that few bad ones already mean something. */
  unit: 'event' | 'slice';
  source: SliSource;
  /** Models it can be asked of, by what they answer. Left out = all. */
  tasks?: readonly ModelTask[];
  spec: S;
  defaults: { target: number; minimumBad: number; parameters: z.output<S> };
  parameters: readonly SliParameter[];
  /** Latency edge that `MinuteSignals.withinThreshold` must be read at; null when the SLI reads no latency. */
  thresholdMs: (spec: z.output<S>) => number | null;
  /** Minutes that are judged together, from midnight UTC on; each of them gets the verdict. Left out = one. */
  sliceMinutes?: (spec: z.output<S>) => number;
  /** For how many later minutes a minute matters. Left out = none. */
  reachMinutes?: (spec: z.output<S>) => number;
  /** What the parameters of a valid shape still get wrong, by name. */
  issues?: (spec: z.output<S>) => { parameter: string; message: string }[];
  count: (signals: MinuteSignals, spec: z.output<S>) => SliCounts;
  /** What a good one is, in a few words after the target: "99 % within 100 ms". */
  short: (spec: z.output<S>) => string;
  /** The objective between target and window, as in "… of predictions by X answer within 100 ms …". */
  sentence: (spec: z.output<S>, modelName: string) => SentencePart[];
};

/** Keeps the literal kind and the schema's type of a definition. */
export function defineSli<K extends string, S extends z.ZodType>(definition: SliDefinition<K, S>): SliDefinition<K, S> {
  return definition;
}

/** Parts of a sentence from alternating plain texts and [text, field] pairs. */
export function sentenceOf(...parts: (string | readonly [string, SentenceField])[]): SentencePart[] {
  return parts.map((part) =>
    typeof part === 'string' ? { text: part, field: null } : { text: part[0], field: part[1] },
  );
}

/** One slice, judged by whether a condition holds; null = it can't be told. */
export function sliceOf(isGood: boolean | null): SliCounts {
  if (isGood === null) return { good: 0, bad: 0, unknown: 1 };
  return isGood ? { good: 1, bad: 0, unknown: 0 } : { good: 0, bad: 1, unknown: 0 };
}
