import { z } from 'zod';
import { AlertPolicy } from '../burn/alert-row.ts';
import { SLI_DEFINITIONS, SLI_KINDS, type SliKind } from '../sli/registry.ts';
import { Budgeting, canBeSliced, type CountedSpec } from './budgeting.ts';

/** What is measured (told apart by `kind`), how it is counted, and when somebody is told. */
export type SloSpec = CountedSpec & { alerting: AlertPolicy };

type SpecSchema = z.ZodObject & z.ZodType<SloSpec>;
/** Kinds that count slices by themselves have no other way to be counted; those of Prometheus say it in their query. */
function schemaOf(kind: SliKind) {
  const { spec }: { spec: z.ZodObject } = SLI_DEFINITIONS[kind];
  return canBeSliced(kind)
    ? spec.extend({ alerting: AlertPolicy, budgeting: Budgeting.optional() })
    : spec.extend({ alerting: AlertPolicy });
}

const schemas = SLI_KINDS.map(schemaOf) as unknown as [SpecSchema, ...SpecSchema[]];

export const SloSpec: z.ZodType<SloSpec> = z.discriminatedUnion('kind', schemas);
