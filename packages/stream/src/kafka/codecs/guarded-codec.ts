import type { Codec } from './codec.ts';
import { recordBatchHeader } from './record-batch-header.ts';
import { unreadableRecords } from './unreadable-records.ts';

/**
 * A codec that does not throw over what it is given: a batch that is corrupt, too large when unpacked or packed in an
 * unknown way comes out as records that say so, on the same offsets. A batch's checksum is compared first.
 */
export function guardedCodec(name: string, codec: Codec): Codec {
  return {
    compress: codec.compress,
    decompress: async (buffer) => {
      const header = recordBatchHeader(buffer);
      if (header === null) return codec.decompress(buffer);
      if (!header.isIntact()) return unreadableRecords(header, `corrupt: the checksum of a ${name} batch is wrong`);
      try {
        return await codec.decompress(buffer);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return unreadableRecords(header, `a ${name} batch cannot be unpacked: ${reason}`);
      }
    },
  };
}
