import { ByteReader } from '../codec/byte-reader.ts';
import { ByteWriter } from '../codec/byte-writer.ts';
import { CodecError } from '../codec/codec-error.ts';
import { createQualityPane, QUALITY_COUNTERS, type QualityPane } from './quality-pane.ts';

const MAGIC = [0x4c, 0x71]; // "Lq"
const VERSION = 1;

/** Magic, version, counters, then both score histograms as sparse varints. */
export function encodeQualityPane(pane: QualityPane): Uint8Array {
  const writer = new ByteWriter();
  for (const byte of MAGIC) writer.byte(byte);
  writer.byte(VERSION);
  for (const counter of QUALITY_COUNTERS) writer.varint(pane[counter]);
  writer.sparseCounts(pane.positive);
  writer.sparseCounts(pane.negative);
  return writer.finish();
}

/** Strict: throws CodecError for another version, cut, damaged or overlong bytes. */
export function decodeQualityPane(bytes: Uint8Array): QualityPane {
  const reader = new ByteReader(bytes);
  for (const byte of MAGIC) if (reader.byte() !== byte) throw new CodecError('not a quality pane');
  const version = reader.byte();
  if (version !== VERSION) throw new CodecError(`quality pane version ${version}, this program reads ${VERSION}`);
  const pane = createQualityPane();
  for (const counter of QUALITY_COUNTERS) pane[counter] = reader.varint();
  reader.sparseCounts(pane.positive);
  reader.sparseCounts(pane.negative);
  reader.end();
  return pane;
}
