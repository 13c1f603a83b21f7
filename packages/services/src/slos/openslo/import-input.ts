import { ModelId } from '@leeway/contracts';
import { z } from 'zod';
import { SloId } from '../slo-input.ts';

/** Characters of one file; some thousand SLOs. */
export const MAX_IMPORT_CHARACTERS = 1_000_000;

export const PlanSloImportInput = z.object({
  /** YAML or JSON. */
  text: z
    .string()
    .min(1, 'Paste or choose a file.')
    .max(MAX_IMPORT_CHARACTERS, `At most ${MAX_IMPORT_CHARACTERS / 1_000_000} million characters.`),
  /** The model that all SLOs are made for; null = the one that each document names. */
  modelId: ModelId.nullable().default(null),
});
export type PlanSloImportInput = z.infer<typeof PlanSloImportInput>;

export const ImportSlosInput = PlanSloImportInput.extend({
  /** Versions of the SLOs that the plan changes, as they were when somebody looked at it. */
  seen: z.record(SloId, z.int().min(1)).default({}),
  /** Whether the rest is taken when documents are refused. */
  skipRefused: z.boolean().default(false),
  reason: z.string().trim().min(3, 'Say why, in a few words.').max(300).default('Imported from OpenSLO'),
});
export type ImportSlosInput = z.infer<typeof ImportSlosInput>;
