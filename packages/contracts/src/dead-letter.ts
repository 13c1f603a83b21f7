import { z } from 'zod';

/** A message that could not be read: where it came from, why, and its bytes (cut at 64 KiB). */
export const DeadLetter = z.object({
  topic: z.string(),
  partition: z.int(),
  offset: z.string(),
  timestamp: z.string(),
  reason: z.string().max(1_000),
  keyBase64: z.string().nullable(),
  valueBase64: z.string().nullable(),
  valueBytes: z.int(),
  valueSha256: z.string().nullable(),
  seenAt: z.int(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;
