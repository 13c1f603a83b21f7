import kafkajs from 'kafkajs';
import { lz4Codec } from './lz4-codec.ts';
import { snappyCodec } from './snappy-codec.ts';
import { zstdCodec } from './zstd-codec.ts';

// A named import of these two is refused by Node: kafkajs is CommonJS and exports them computed.
const { CompressionCodecs, CompressionTypes } = kafkajs;

/** A codec that is missing kills the consumer for good, and which one arrives is the producer's choice: all are ready. */
export function registerCodecs(): void {
  CompressionCodecs[CompressionTypes.Snappy] = () => snappyCodec;
  CompressionCodecs[CompressionTypes.LZ4] = () => lz4Codec;
  CompressionCodecs[CompressionTypes.ZSTD] = () => zstdCodec;
}
