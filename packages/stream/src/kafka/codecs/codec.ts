/** What kafkajs wants of a compression codec. */
export type Codec = {
  compress: (encoder: { buffer: Buffer }) => Promise<Buffer>;
  decompress: (buffer: Buffer) => Promise<Buffer>;
};

/** Largest record batch that is unpacked, in bytes: a small message must not blow up into all of the memory. */
export const MAX_UNPACKED_BYTES = 134_217_728;
