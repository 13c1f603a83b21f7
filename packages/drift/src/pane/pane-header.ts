import type { ByteReader } from '../codec/byte-reader.ts';
import type { ByteWriter } from '../codec/byte-writer.ts';
import { CodecError } from '../codec/codec-error.ts';

const MAGIC = '4c70'; // "Lp"
const GRID_ID_BYTES = 6;
/** 1 had no excess, vector or reconstruction sums; it is still read. */
export const PANE_VERSIONS = [1, 2] as const;
export type PaneVersion = (typeof PANE_VERSIONS)[number];
const WRITTEN: PaneVersion = 2;

export type PaneHeader = { version: PaneVersion; gridId: string };

/** Magic, version and grid id: what every encoded pane begins with. */
export function writePaneHeader(writer: ByteWriter, gridId: string): void {
  writer.hex(MAGIC);
  writer.byte(WRITTEN);
  writer.hex(gridId);
}

/** CodecError when this is no pane or one of another version. */
export function readPaneHeader(reader: ByteReader): PaneHeader {
  if (reader.hex(MAGIC.length / 2) !== MAGIC) throw new CodecError('not a pane');
  const stored = reader.byte();
  const version = PANE_VERSIONS.find((known) => known === stored);
  if (version === undefined)
    throw new CodecError(`pane version ${stored}, this program reads ${PANE_VERSIONS.join(' and ')}`);
  return { version, gridId: reader.hex(GRID_ID_BYTES) };
}
