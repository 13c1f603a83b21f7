import type { z } from 'zod';
import type { MinuteSignals, SliCounts } from './minute-signals.ts';

/** Where the reader of a sentence can change a word of it. */
export type SentenceField = 'target' | 'kind' | 'model' | 'parameter' | 'window';
export type SentencePart = { text: string; field: SentenceField | null };

/** One kind of service level indicator. A new kind is one file with one of these and one line in the registry. */
export type SliDefinition<K extends string = string, S extends z.ZodType = z.ZodType> = {
  kind: K;
  title: string;
  /** What is counted, singular and plural. */
  noun: { one: string; many: string };
  /** What an outage of all of it is called: "7 h 12 min of total outage". */
  outage: string;
  /** Events arrive in numbers; slices are one a minute, so that few bad ones already mean something. */
  unit: 'event' | 'slice';
  spec: S;
  defaults: { target: number; minimumBad: number; parameters: z.output<S> };
  /** Latency edge that `MinuteSignals.withinThreshold` must be read at; null when the SLI reads no latency. */
  thresholdMs: (spec: z.output<S>) => number | null;
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
