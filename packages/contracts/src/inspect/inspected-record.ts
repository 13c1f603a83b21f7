import { z } from 'zod';

/** A message as somebody looks at it: where it is, its bytes as text, and what a mapping makes of it. Cut to bounds. */
export const InspectedRecord = z.object({
  partition: z.int(),
  /** Digits: offsets outgrow a double. */
  offset: z.string(),
  timestampMs: z.number(),
  key: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  valueBytes: z.int().nullable(),
  /** UTF-8 as it is, other bytes as base64. */
  encoding: z.enum(['text', 'base64']),
  raw: z.string(),
  rawIsCut: z.boolean(),
  /** JSON in which paths are read, where that is not `raw` itself: out of its envelope, as its schema reads it. May be cut. */
  opened: z.string().nullable(),
  kind: z.enum(['predictions', 'labels', 'tombstone', 'needs-schema', 'refused']),
  /** Why it does not fit, or which schema it needs. */
  problem: z.string().nullable(),
  /** Events in the message; `events` are the first of them, their features the first of those. */
  rows: z.int(),
  events: z.array(z.record(z.string(), z.unknown())),
  eventsAreCut: z.boolean(),
});
export type InspectedRecord = z.infer<typeof InspectedRecord>;
