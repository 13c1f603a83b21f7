import { ByteReader } from '../codec/byte-reader.ts';
import { ByteWriter } from '../codec/byte-writer.ts';
import { readCells, writeCells } from '../codec/cell-block.ts';
import { CodecError } from '../codec/codec-error.ts';
import { SPECIAL_CELL_COUNT, type Grid } from '../grid/grid.ts';
import { addExact, isLowPart } from './exact-sum.ts';
import { readPaneHeader, writePaneHeader } from './pane-header.ts';
import { createPane, type Pane } from './pane.ts';

/** Counts of the special cells of all features, one after the other. */
function specialCounts(pane: Pane, grid: Grid): Float64Array {
  const special = new Float64Array(grid.layouts.length * SPECIAL_CELL_COUNT);
  grid.layouts.forEach(({ offset, valueCells }, index) => {
    const from = offset + valueCells;
    special.set(pane.counts.subarray(from, from + SPECIAL_CELL_COUNT), index * SPECIAL_CELL_COUNT);
  });
  return special;
}

/**
 * Magic, version, grid id, then events, errors and latency counts; special cells as sparse varints, value cells
 * feature by feature as `writeCells` has them; then the sums. 50 features take about 5 KB at 1,000 events, 10 KB at 60,000.
 */
export function encodePane(pane: Pane, grid: Grid): Uint8Array {
  if (pane.gridId !== grid.id) throw new RangeError(`pane of grid ${pane.gridId}, not ${grid.id}`);
  const writer = new ByteWriter();
  writePaneHeader(writer, pane.gridId);
  writer.varint(pane.events);
  writer.varint(pane.errors);
  writer.sparseCounts(pane.latencyCounts);
  writer.sparseCounts(specialCounts(pane, grid));
  for (const { offset, valueCells } of grid.layouts)
    writeCells(writer, pane.counts.subarray(offset, offset + valueCells));
  for (const limb of pane.moments) writer.signedVarint(limb);
  writer.sparseCounts(pane.excess);
  for (const sum of pane.vectorSums) writer.signedVarint(sum);
  writer.sparseCounts(pane.reconstruction);
  return writer.finish();
}

/** Adds pairs of limbs to sums of the same form. */
function addSum(sums: Float64Array, index: number, low: number, high: number): void {
  if (!isLowPart(low)) throw new CodecError('a sum is out of range');
  sums[index + 1] = (sums[index + 1] as number) + high;
  addExact(sums, index, low);
}

function readMoments(reader: ByteReader, moments: Float64Array): void {
  for (let i = 0; i < moments.length; i += 2) addSum(moments, i, reader.signedVarint(), reader.signedVarint());
}

/** Sums that are never negative. */
function readSums(reader: ByteReader, sums: Float64Array): void {
  const own = new Float64Array(sums.length);
  reader.sparseCounts(own);
  for (let i = 0; i < sums.length; i += 2) addSum(sums, i, own[i] as number, own[i + 1] as number);
}

function readCounts(reader: ByteReader, pane: Pane, grid: Grid): void {
  const special = new Float64Array(grid.layouts.length * SPECIAL_CELL_COUNT);
  reader.sparseCounts(special);
  grid.layouts.forEach(({ offset, valueCells }, index) => {
    readCells(reader, pane.counts, offset, offset + valueCells);
    for (let cell = 0; cell < SPECIAL_CELL_COUNT; cell += 1) {
      const count = special[index * SPECIAL_CELL_COUNT + cell] as number;
      if (count > 0)
        pane.counts[offset + valueCells + cell] = (pane.counts[offset + valueCells + cell] as number) + count;
    }
  });
}

/**
 * Adds an encoded pane to a sum on the same grid. Strict: throws CodecError for another version, another grid, cut,
 * damaged or overlong bytes, and leaves the sum with a part of it. Version 1 had no excess, vector and reconstruction sums.
 */
export function addEncodedPane(sum: Pane, bytes: Uint8Array, grid: Grid): void {
  const reader = new ByteReader(bytes);
  const { version, gridId } = readPaneHeader(reader);
  if (gridId !== grid.id || sum.gridId !== grid.id) throw new CodecError(`pane of grid ${gridId}, not ${grid.id}`);
  const events = reader.varint();
  const errors = reader.varint();
  if (errors > events) throw new CodecError('a pane has more errors than events');
  sum.events += events;
  sum.errors += errors;
  reader.sparseCounts(sum.latencyCounts);
  if (version === 1) reader.sparseCounts(sum.counts);
  else readCounts(reader, sum, grid);
  readMoments(reader, sum.moments);
  if (version === 2) {
    readSums(reader, sum.excess);
    const { vectorSums } = sum;
    for (let i = 0; i < vectorSums.length; i += 1) vectorSums[i] = (vectorSums[i] as number) + reader.signedVarint();
    readSums(reader, sum.reconstruction);
  }
  reader.end();
}

/** A pane of its own from encoded bytes; `into`: an empty pane of the grid. Throws as `addEncodedPane` does. */
export function decodePane(bytes: Uint8Array, grid: Grid, into: Pane = createPane(grid)): Pane {
  addEncodedPane(into, bytes, grid);
  return into;
}
