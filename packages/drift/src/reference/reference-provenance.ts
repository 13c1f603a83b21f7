import { z } from 'zod';

const Offset = z.string().regex(/^\d{1,19}$/u);

/** Where a reference comes from; part of what its hash covers. */
export const ReferenceProvenance = z.object({
  kind: z.enum(['file', 'stream']),
  detail: z.string().max(4_000),
  fromMs: z.int().exactOptional(),
  toMs: z.int().exactOptional(),
  createdBy: z.string().max(200),
  /** The file whose rows were read, and the SHA-256 of its bytes. */
  file: z.object({ name: z.string().max(1_000), sha256: z.string().regex(/^[0-9a-f]{64}$/u) }).exactOptional(),
  /** The stretch of the topic that was read; `toOffset` is the first one that was not. */
  stream: z
    .object({
      topic: z.string().max(249),
      partitions: z.array(z.object({ partition: z.int().min(0), fromOffset: Offset, toOffset: Offset })).max(10_000),
    })
    .exactOptional(),
  /** Rows that were read, and of these the ones that could not be used. */
  rows: z.object({ read: z.int().min(0), skipped: z.int().min(0) }).exactOptional(),
  handedInMs: z.int().exactOptional(),
});
export type ReferenceProvenance = z.infer<typeof ReferenceProvenance>;

/** Keys in one fixed order, and only those that are there, so that equal provenance has equal text. */
export function canonicalProvenance(provenance: ReferenceProvenance): unknown {
  const { kind, detail, fromMs, toMs, createdBy, file, stream, rows, handedInMs } = provenance;
  return {
    kind,
    detail,
    fromMs,
    toMs,
    createdBy,
    file: file === undefined ? undefined : { name: file.name, sha256: file.sha256 },
    stream:
      stream === undefined
        ? undefined
        : {
            topic: stream.topic,
            partitions: stream.partitions.map(({ partition, fromOffset, toOffset }) => ({
              partition,
              fromOffset,
              toOffset,
            })),
          },
    rows: rows === undefined ? undefined : { read: rows.read, skipped: rows.skipped },
    handedInMs,
  };
}
