import kafkajs from 'kafkajs';
import type { Codec } from './codec.ts';
import { guardedCodec } from './guarded-codec.ts';
import { gzipCodec } from './gzip-codec.ts';
import { lz4Codec } from './lz4-codec.ts';
import { snappyCodec } from './snappy-codec.ts';
import { zstdCodec } from './zstd-codec.ts';

// A named import of these two is refused by Node: kafkajs is CommonJS and exports them computed.
const { CompressionCodecs, CompressionTypes } = kafkajs;
const UNPACKED: number = CompressionTypes.None;
/** The rest of the three bits that name a codec. */
const UNKNOWN_CODECS = [5, 6, 7];
const CODECS: [number, string, Codec][] = [
  [CompressionTypes.GZIP, 'gzip', gzipCodec],
  [CompressionTypes.Snappy, 'snappy', snappyCodec],
  [CompressionTypes.LZ4, 'lz4', lz4Codec],
  [CompressionTypes.ZSTD, 'zstd', zstdCodec],
];

/** Which codec arrives is the producer's choice: all are ready, and none stops a consumer. */
export function registerCodecs(): void {
  for (const [type, name, codec] of CODECS) register(type, guardedCodec(name, codec));
  for (const type of UNKNOWN_CODECS) register(type, missingCodec(`codec ${type}`));
}

let isUnpackedChecked = false;

/** Whether batches that are not packed have to go through the codec that compares their checksums. */
export function areUnpackedBatchesChecked(): boolean {
  return isUnpackedChecked;
}

/** From now on the checksums of batches that are not packed are compared, too; costs about a nanosecond a byte. */
export function checkUnpackedBatches(): void {
  isUnpackedChecked = true;
  const asItIs: Codec = { compress: async ({ buffer }) => buffer, decompress: async (buffer) => buffer };
  register(UNPACKED, guardedCodec('plain', asItIs));
}

/** Stands in for a codec that this build does not have. */
export function missingCodec(name: string): Codec {
  const refuse = async () => {
    throw new Error(`${name} is not supported`);
  };
  return guardedCodec(name, { compress: refuse, decompress: refuse });
}

function register(type: number, codec: Codec): void {
  (CompressionCodecs as Record<number, () => Codec>)[type] = () => codec;
}
