import type { ModelTask } from '@leeway/drift';
import { z } from 'zod';
import { availability } from './availability.ts';
import { drift } from './drift.ts';
import { latency } from './latency.ts';
import { correctness } from './correctness.ts';
import { driftingFeatures } from './drifting-features.ts';
import { estimatedFloor } from './estimated-floor.ts';
import { freshness } from './freshness.ts';
import { performanceFloor } from './performance-floor.ts';
import { prometheus } from './prometheus.ts';
import { prometheusCheck } from './prometheus-check.ts';
import type { SliDefinition } from './sli-definition.ts';
import type { ParameterValue } from './sli-parameter.ts';
import { throughput } from './throughput.ts';
import { usableRecords } from './usable-records.ts';
import { usableValues } from './usable-values.ts';

/** Every kind of SLI. The kinds, the schema, pickers and previews all derive from this. */
export const SLI_DEFINITIONS = {
  availability,
  latency,
  throughput,
  freshness,
  usableRecords,
  usableValues,
  drift,
  driftingFeatures,
  correctness,
  performanceFloor,
  estimatedFloor,
  prometheus,
  prometheusCheck,
} as const satisfies { [K in string]: SliDefinition };

export type SliKind = keyof typeof SLI_DEFINITIONS;
export const SLI_KINDS = Object.keys(SLI_DEFINITIONS) as SliKind[];

type SpecOf<K extends SliKind> = z.output<(typeof SLI_DEFINITIONS)[K]['spec']>;
/** What is measured: the union of every kind's parameters, told apart by `kind`. */
export type SliSpec = { [K in SliKind]: SpecOf<K> }[SliKind];

/** The definition behind a spec, with the link between the two that TypeScript cannot follow through the union. */
export function definitionOf(spec: { kind: SliKind }): SliDefinition<SliKind, z.ZodType<SliSpec>> {
  const definition: unknown = SLI_DEFINITIONS[spec.kind];
  return definition as SliDefinition<SliKind, z.ZodType<SliSpec>>;
}

/** The parameters of a kind as they are, by name. */
export function parametersOf(spec: SliSpec): Record<string, ParameterValue> {
  const names = new Set(definitionOf(spec).parameters.map(({ name }) => name));
  return Object.fromEntries(Object.entries(spec).filter(([name]) => names.has(name))) as Record<string, ParameterValue>;
}

/** Whether a kind can be asked of a model that answers so. */
export function fitsTask(kind: SliKind, task: ModelTask): boolean {
  return definitionOf({ kind }).tasks?.includes(task) ?? true;
}

/** Minutes that are judged together. */
export function sliceMinutesOf(spec: SliSpec): number {
  return definitionOf(spec).sliceMinutes?.(spec) ?? 1;
}

type SpecSchema = z.ZodObject & z.ZodType<SliSpec>;
const schemas = SLI_KINDS.map((kind) => SLI_DEFINITIONS[kind].spec) as unknown as [SpecSchema, ...SpecSchema[]];

export const SliSpec: z.ZodType<SliSpec> = z.discriminatedUnion('kind', schemas);
