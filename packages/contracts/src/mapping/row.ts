import type { AttributeReader } from './attribute-reader.ts';
import type { EventPart } from './decoded-record.ts';
import type { StreamMessage } from './stream-message.ts';

/** A message without its envelope, before the mapping's paths are applied. */
export type Unpacked = {
  root: unknown;
  /** One event each; null = as the mapping says. */
  rows: readonly unknown[] | null;
  part: EventPart | 'whole';
  attribute: AttributeReader;
};

/** One event to be: its entry, the message around it, and its place among the message's events. */
export type Row = {
  value: unknown;
  index: number;
  count: number;
  root: unknown;
  attribute: AttributeReader;
  message: StreamMessage;
};
