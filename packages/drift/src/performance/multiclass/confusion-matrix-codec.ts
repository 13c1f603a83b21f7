import { ByteReader } from '../../codec/byte-reader.ts';
import { ByteWriter } from '../../codec/byte-writer.ts';
import { CodecError } from '../../codec/codec-error.ts';
import { sha256Hex } from '../../hash/sha256.ts';
import { createConfusionMatrix, type ConfusionMatrix } from './confusion-matrix.ts';

const MAGIC = [0x4c, 0x6d]; // "Lm"
const VERSION = 1;
const ID_BYTES = 6;

/** Names the classes and their order, so that matrices of other classes are not mixed up. */
function classesId(classes: readonly string[]): string {
  return sha256Hex(new TextEncoder().encode(JSON.stringify(classes))).slice(0, ID_BYTES * 2);
}

/** Magic, version, which classes, then the counts as sparse varints. */
export function encodeConfusionMatrix({ classes, counts }: ConfusionMatrix): Uint8Array {
  const writer = new ByteWriter();
  for (const byte of MAGIC) writer.byte(byte);
  writer.byte(VERSION);
  writer.hex(classesId(classes));
  writer.sparseCounts(counts);
  return writer.finish();
}

/** Strict: throws CodecError for other classes, another version, cut, damaged or overlong bytes. */
export function decodeConfusionMatrix(bytes: Uint8Array, classes: readonly string[]): ConfusionMatrix {
  const reader = new ByteReader(bytes);
  for (const byte of MAGIC) if (reader.byte() !== byte) throw new CodecError('not a confusion matrix');
  const version = reader.byte();
  if (version !== VERSION) throw new CodecError(`confusion matrix version ${version}, this program reads ${VERSION}`);
  if (reader.hex(ID_BYTES) !== classesId(classes)) throw new CodecError('a confusion matrix of other classes');
  const matrix = createConfusionMatrix(classes);
  reader.sparseCounts(matrix.counts);
  reader.end();
  return matrix;
}
