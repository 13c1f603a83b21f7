import { ByteReader } from '../../codec/byte-reader.ts';
import { ByteWriter } from '../../codec/byte-writer.ts';
import { CodecError } from '../../codec/codec-error.ts';
import { isLowPart } from '../../pane/exact-sum.ts';
import { createRegressionPane, REGRESSION_COUNTERS, type RegressionPane } from './regression-pane.ts';

const MAGIC = [0x4c, 0x72]; // "Lr"
const VERSION = 1;

/** Magic, version, counters, sums, then the sizes of errors as sparse varints. */
export function encodeRegressionPane(pane: RegressionPane): Uint8Array {
  const writer = new ByteWriter();
  for (const byte of MAGIC) writer.byte(byte);
  writer.byte(VERSION);
  for (const counter of REGRESSION_COUNTERS) writer.varint(pane[counter]);
  for (const limb of pane.sums) writer.signedVarint(limb);
  writer.sparseCounts(pane.sizes);
  return writer.finish();
}

/** Strict: throws CodecError for another version, cut, damaged or overlong bytes. */
export function decodeRegressionPane(bytes: Uint8Array): RegressionPane {
  const reader = new ByteReader(bytes);
  for (const byte of MAGIC) if (reader.byte() !== byte) throw new CodecError('not a regression pane');
  const version = reader.byte();
  if (version !== VERSION) throw new CodecError(`regression pane version ${version}, this program reads ${VERSION}`);
  const pane = createRegressionPane();
  for (const counter of REGRESSION_COUNTERS) pane[counter] = reader.varint();
  for (let i = 0; i < pane.sums.length; i += 1) {
    const limb = reader.signedVarint();
    if (i % 2 === 0 && !isLowPart(limb)) throw new CodecError('a sum is out of range');
    pane.sums[i] = limb;
  }
  reader.sparseCounts(pane.sizes);
  reader.end();
  return pane;
}
