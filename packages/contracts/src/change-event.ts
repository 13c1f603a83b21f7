import { z } from 'zod';
import { EventId, EventTimeMs, LongText, ModelId, ShortText } from './bounds.ts';

export const CHANGE_KINDS = ['deploy', 'config', 'data', 'schema', 'response'] as const;

/** Something that somebody did: a release, a setting, a schema or data change. */
export const ChangeEventMessage = z.object({
  id: EventId,
  model: ModelId.nullish(),
  time: EventTimeMs,
  kind: z.enum(CHANGE_KINDS),
  title: ShortText,
  detail: LongText.default(''),
  by: ShortText.default(''),
  from: ShortText.nullish(),
  to: ShortText.nullish(),
  url: z
    .url({ protocol: /^https?$/u })
    .max(2_000)
    .nullish(),
});
export type ChangeEventMessage = z.infer<typeof ChangeEventMessage>;
