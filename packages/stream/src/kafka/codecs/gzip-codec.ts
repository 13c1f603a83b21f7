import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { MAX_UNPACKED_BYTES, type Codec } from './codec.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** kafkajs has one of its own, which unpacks without a limit. */
export const gzipCodec: Codec = {
  compress: (encoder) => compress(encoder.buffer),
  decompress: (buffer) => decompress(buffer, { maxOutputLength: MAX_UNPACKED_BYTES }),
};
