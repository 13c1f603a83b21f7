import type { Unpacked } from '../mapping/row.ts';
import type { StreamMapping } from '../mapping/stream-mapping.ts';
import type { StreamMessage } from '../mapping/stream-message.ts';
import type { SchemaBook } from './schema-book.ts';

/** What is left of a message without its envelope; or that it holds nothing that is read, or needs a schema first. */
export type UnpackOutcome = Unpacked | { kind: 'nothing' } | { kind: 'needs-schema'; schemaId: number };

/** A message that is not a tombstone. */
export type FilledMessage = StreamMessage & { value: Uint8Array };

/** How one format is read: what its mapping means where it says nothing, and how its envelope is opened. */
export type FormatDefinition = {
  defaults: Partial<StreamMapping>;
  unpack: (message: FilledMessage, mapping: StreamMapping, schemas: SchemaBook) => UnpackOutcome;
  /** The schema that a message needs, where the format has any. */
  schemaOf?: (message: FilledMessage) => number | null;
};

export const NOTHING = { kind: 'nothing' } as const;
