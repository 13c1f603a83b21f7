import { z } from 'zod';
import { AlertPolicy } from '../burn/alert-row.ts';
import { SLI_DEFINITIONS, SLI_KINDS, type SliSpec } from '../sli/registry.ts';

/** What is measured (told apart by `kind`) and when somebody is told. */
export type SloSpec = SliSpec & { alerting: AlertPolicy };

type SpecSchema = z.ZodObject & z.ZodType<SloSpec>;
const schemas = SLI_KINDS.map((kind) => SLI_DEFINITIONS[kind].spec.extend({ alerting: AlertPolicy })) as unknown as [
  SpecSchema,
  ...SpecSchema[],
];

export const SloSpec: z.ZodType<SloSpec> = z.discriminatedUnion('kind', schemas);
