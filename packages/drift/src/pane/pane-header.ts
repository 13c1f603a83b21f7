import type { ByteReader } from '../codec/byte-reader.ts';
import type { ByteWriter } from '../codec/byte-writer.ts';
import { CodecError } from '../codec/codec-error.ts';

const MAGIC = '4c70'; // "Lp"
const VERSION = 1;
const GRID_ID_BYTES = 6;

/** Magic, version and grid id: what every encoded pane begins with. */
export function writePaneHeader(writer: ByteWriter, gridId: string): void {
  writer.hex(MAGIC);
  writer.byte(VERSION);
  writer.hex(gridId);
}

/** The grid id; CodecError when this is no pane or one of another version. */
export function readPaneHeader(reader: ByteReader): string {
  if (reader.hex(MAGIC.length / 2) !== MAGIC) throw new CodecError('not a pane');
  const version = reader.byte();
  if (version !== VERSION) throw new CodecError(`pane version ${version}, this program reads ${VERSION}`);
  return reader.hex(GRID_ID_BYTES);
}
