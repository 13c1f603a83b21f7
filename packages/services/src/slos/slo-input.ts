import { SloDocument, SloDraft } from '@leeway/slo';
import { z } from 'zod';

/** As `newSloId` makes them. */
export const SloId = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$/u);

export const SaveSloInput = z
  .object({
    /** Null for a new one. */
    id: SloId.nullable(),
    /** The version that was edited; null for a new one. */
    expectedVersion: z.int().min(1).nullable(),
    document: SloDocument,
    reason: z.string().trim().max(300, 'At most 300 characters.').default(''),
  })
  .refine((input) => (input.id === null) === (input.expectedVersion === null), {
    path: ['expectedVersion'],
    message: 'Say which version was edited.',
  })
  .refine((input) => input.id === null || input.reason.length >= 3, {
    path: ['reason'],
    message: 'Say why, in a few words.',
  });
export type SaveSloInput = z.infer<typeof SaveSloInput>;

export const ArchiveSloInput = z.object({
  id: SloId,
  expectedVersion: z.int().min(1),
  reason: z.string().trim().min(3, 'Say why, in a few words.').max(300, 'At most 300 characters.'),
});
export type ArchiveSloInput = z.infer<typeof ArchiveSloInput>;

/** Minutes of history to show; null = as much as was measured, up to the window of the SLO. */
const RangeMinutes = z.int().min(15).max(129_600).nullable().default(null);

export const GetSloInput = z.object({ id: SloId, rangeMinutes: RangeMinutes });
export type GetSloInput = z.infer<typeof GetSloInput>;

export const PreviewSloInput = z.object({ draft: SloDraft, rangeMinutes: RangeMinutes });
export type PreviewSloInput = z.infer<typeof PreviewSloInput>;
