import { z } from 'zod';
import { availability } from './availability.ts';
import { drift } from './drift.ts';
import { latency } from './latency.ts';
import type { SliDefinition } from './sli-definition.ts';

/** Every kind of SLI. The kinds, the schema, pickers and previews all derive from this. */
export const SLI_DEFINITIONS = {
  availability,
  latency,
  drift,
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

type SpecSchema = z.ZodObject & z.ZodType<SliSpec>;
const schemas = SLI_KINDS.map((kind) => SLI_DEFINITIONS[kind].spec) as unknown as [SpecSchema, ...SpecSchema[]];

export const SliSpec: z.ZodType<SliSpec> = z.discriminatedUnion('kind', schemas);
