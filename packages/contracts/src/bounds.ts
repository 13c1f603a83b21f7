import { z } from 'zod';

/** Largest message value that is decoded, in bytes; larger ones are dead-lettered. */
export const MAX_VALUE_BYTES = 1_048_576;
/** Most features one prediction may carry. */
export const MAX_FEATURES = 2_000;

export const ModelId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/u, 'lower-case letters, digits, . _ - (1 to 63)');

export const EventId = z.string().min(1).max(200);
export const ShortText = z.string().max(200);
export const LongText = z.string().max(4_000);

const ISO_WITH_ZONE = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Milliseconds since 1970 UTC, or ISO 8601 with a zone. Normalised to milliseconds. */
export const EventTimeMs = z.union([z.int().min(0).max(8.64e15), ISO_WITH_ZONE]);
