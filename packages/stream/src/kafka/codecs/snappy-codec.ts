import { compress, uncompress } from 'snappyjs';
import { MAX_UNPACKED_BYTES, type Codec } from './codec.ts';

/** Java producers wrap snappy in the "xerial" framing: this magic, two versions, then length-prefixed blocks. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

export const snappyCodec: Codec = {
  compress: async (encoder) => compress(encoder.buffer),
  decompress: async (buffer) =>
    buffer.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)
      ? unframe(buffer)
      : uncompress(buffer, MAX_UNPACKED_BYTES),
};

function unframe(buffer: Buffer): Buffer {
  const blocks: Buffer[] = [];
  let total = 0;
  let position = XERIAL_HEADER_BYTES;
  while (position < buffer.length) {
    const length = buffer.readInt32BE(position);
    const start = position + 4;
    if (length < 0 || start + length > buffer.length) throw new Error('a snappy block is cut short');
    const block = uncompress(buffer.subarray(start, start + length), MAX_UNPACKED_BYTES - total);
    total += block.length;
    blocks.push(block);
    position = start + length;
  }
  return Buffer.concat(blocks);
}
