import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { MAX_UNPACKED_BYTES, type Codec } from './codec.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

export const zstdCodec: Codec = {
  compress: (encoder) => compress(encoder.buffer),
  decompress: (buffer) => decompress(buffer, { maxOutputLength: MAX_UNPACKED_BYTES }),
};
