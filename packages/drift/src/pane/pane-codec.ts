import { ByteReader } from '../codec/byte-reader.ts';
import { ByteWriter } from '../codec/byte-writer.ts';
import { CodecError } from '../codec/codec-error.ts';
import type { Grid } from '../grid/grid.ts';
import { isLowPart } from './exact-sum.ts';
import { readPaneHeader, writePaneHeader } from './pane-header.ts';
import { createPane, type Pane } from './pane.ts';

/**
 * Magic, version, grid id, then events, errors, latency counts and cells as sparse varints, then moments. A typical
 * pane of 16 features and 1,000 events takes about 1 KB.
 */
export function encodePane(pane: Pane): Uint8Array {
  const writer = new ByteWriter();
  writePaneHeader(writer, pane.gridId);
  writer.varint(pane.events);
  writer.varint(pane.errors);
  writer.sparseCounts(pane.latencyCounts);
  writer.sparseCounts(pane.counts);
  for (const limb of pane.moments) writer.signedVarint(limb);
  return writer.finish();
}

function readMoments(reader: ByteReader, moments: Float64Array): void {
  for (let i = 0; i < moments.length; i += 1) {
    const limb = reader.signedVarint();
    if (i % 2 === 0 && !isLowPart(limb)) throw new CodecError('a moment is out of range');
    moments[i] = limb;
  }
}

/** Strict: throws CodecError for another version, another grid, cut, damaged or overlong bytes. */
export function decodePane(bytes: Uint8Array, grid: Grid): Pane {
  const reader = new ByteReader(bytes);
  const gridId = readPaneHeader(reader);
  if (gridId !== grid.id) throw new CodecError(`pane of grid ${gridId}, not ${grid.id}`);
  const pane = createPane(grid);
  pane.events = reader.varint();
  pane.errors = reader.varint();
  if (pane.errors > pane.events) throw new CodecError('a pane has more errors than events');
  reader.sparseCounts(pane.latencyCounts);
  reader.sparseCounts(pane.counts);
  readMoments(reader, pane.moments);
  reader.end();
  return pane;
}
