import { schemaIdOf } from '../formats/registry/framing.ts';
import type { StreamMessage } from '../mapping/stream-message.ts';

const MAX_IDS = 20;

/** Schemas that messages may have been written with, by their first bytes; the first twenty. */
export function schemaIdsOf(messages: readonly Pick<StreamMessage, 'value'>[]): number[] {
  const ids = new Set<number>();
  for (const { value } of messages) {
    const schemaId = value === null ? null : schemaIdOf({ value });
    if (schemaId !== null) ids.add(schemaId);
    if (ids.size >= MAX_IDS) break;
  }
  return [...ids];
}
