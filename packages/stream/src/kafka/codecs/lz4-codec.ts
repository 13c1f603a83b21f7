import lz4 from 'lz4js';
import { MAX_UNPACKED_BYTES, type Codec } from './codec.ts';

const HAS_CONTENT_SIZE = 0x08;
const HAS_BLOCK_CHECKSUM = 0x10;

export const lz4Codec: Codec = {
  // lz4js links its blocks, which brokers refuse. Leeway itself never sends LZ4.
  compress: async () => {
    throw new Error('LZ4 is read, not written');
  },
  decompress: async (buffer) => {
    assertWholeFrame(buffer);
    const boundBytes = lz4.decompressBound(buffer);
    if (boundBytes > MAX_UNPACKED_BYTES) throw new Error(`an LZ4 batch of up to ${boundBytes} bytes is too large`);
    return Buffer.from(lz4.decompress(buffer, boundBytes));
  },
};

/** lz4js reads past the end as zeros: a frame that is cut short would come out as records of nothing. */
function assertWholeFrame(buffer: Buffer): void {
  const flags = buffer.readUInt8(4);
  const checksumBytes = (flags & HAS_BLOCK_CHECKSUM) === 0 ? 0 : 4;
  let position = (flags & HAS_CONTENT_SIZE) === 0 ? 7 : 15;
  for (;;) {
    const lengthBytes = buffer.readUInt32LE(position) & 0x7fff_ffff;
    if (lengthBytes === 0) return;
    position += 4 + lengthBytes + checksumBytes;
  }
}
