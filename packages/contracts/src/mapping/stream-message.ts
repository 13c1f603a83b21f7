/** A Kafka record as clients give it: repeated headers are lists, values are bytes or text. */
export type StreamMessage = {
  partition: number;
  offset: bigint;
  timestampMs: number;
  key: Uint8Array | null;
  value: Uint8Array | null;
  headers: Readonly<Record<string, string | Uint8Array | readonly (string | Uint8Array)[] | undefined>>;
};
