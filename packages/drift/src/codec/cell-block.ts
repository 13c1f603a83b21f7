import type { BitReader } from './bit-reader.ts';
import { BitWriter } from './bit-writer.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { CodecError } from './codec-error.ts';
import { MAX_RICE_DIFFERENCE, MAX_RICE_SHIFT, riceBits, unzigzag, zigzag } from './rice.ts';

/** First byte of a block: nothing, filled cells only, or (from 2 on, plus the shift) all cells as Rice codes. */
const EMPTY = 0;
const SPARSE = 1;
const DENSE = 2;
type Dense = { base: number; shift: number; bits: number };

/** Mean of the cells that hold at most twice the mean of all: what most cells of a grid hold. */
function typicalCount(cells: Float64Array, total: number): number {
  const limit = (2 * total) / cells.length;
  let sum = 0;
  let size = 0;
  for (const count of cells) {
    if (count > limit) continue;
    sum += count;
    size += 1;
  }
  return size === 0 ? 0 : Math.round(sum / size);
}

function denseBits(cells: Float64Array, base: number, shift: number): number {
  let bits = 0;
  for (const count of cells) bits += riceBits(zigzag(count - base), shift);
  return bits;
}

/** The cheapest of a few bases and shifts. */
function cheapestDense(cells: Float64Array, total: number): Dense {
  let best: Dense = { base: 0, shift: 0, bits: Infinity };
  for (const base of new Set([0, typicalCount(cells, total)])) {
    let sum = 0;
    for (const count of cells) sum += zigzag(count - base);
    const usual = Math.max(0, Math.floor(Math.log2(sum / cells.length)));
    for (const shift of [usual - 1, usual, usual + 1]) {
      if (shift < 0 || shift > MAX_RICE_SHIFT) continue;
      const bits = denseBits(cells, base, shift);
      if (bits < best.bits) best = { base, shift, bits };
    }
  }
  return best;
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) bytes += 1;
  return bytes;
}

/** Bytes of the sparse form. */
function sparseBytes(cells: Float64Array): number {
  let filled = 0;
  let bytes = 0;
  let previous = -1;
  for (let cell = 0; cell < cells.length; cell += 1) {
    const count = cells[cell] as number;
    if (count === 0) continue;
    filled += 1;
    bytes += varintBytes(cell - previous - 1) + varintBytes(count);
    previous = cell;
  }
  return bytes + varintBytes(filled);
}

function writeDense(writer: ByteWriter, cells: Float64Array, { base, shift, bits }: Dense): void {
  writer.byte(DENSE + shift);
  writer.varint(base);
  const coded = new BitWriter(bits);
  for (const count of cells) coded.rice(zigzag(count - base), shift);
  writer.bytes(coded.finish());
}

/** One feature's value cells in the shorter of two forms: filled cells one by one, or all as differences from a base. */
export function writeCells(writer: ByteWriter, cells: Float64Array): void {
  let total = 0;
  let largest = 0;
  for (const count of cells) {
    total += count;
    largest = Math.max(largest, count);
  }
  if (total === 0) return writer.byte(EMPTY);
  if (largest <= MAX_RICE_DIFFERENCE) {
    const dense = cheapestDense(cells, total);
    if (Math.ceil(dense.bits / 8) + varintBytes(dense.base) < sparseBytes(cells))
      return writeDense(writer, cells, dense);
  }
  writer.byte(SPARSE);
  writer.sparseCounts(cells);
}

/** Adds a block to the cells in [from, to) of `into`. */
export function readCells(reader: ByteReader, into: Float64Array, from = 0, to = into.length): void {
  const form = reader.byte();
  if (form === EMPTY) return;
  if (form === SPARSE) return reader.sparseCounts(into, from, to);
  const shift = form - DENSE;
  if (shift > MAX_RICE_SHIFT) throw new CodecError(`cells in an unknown form ${form}`);
  const base = reader.varint();
  if (base > MAX_RICE_DIFFERENCE) throw new CodecError('a count is out of range');
  reader.bits((bits: BitReader) => {
    for (let cell = from; cell < to; cell += 1) {
      const count = base + unzigzag(bits.rice(shift));
      if (!(count >= 0 && count <= MAX_RICE_DIFFERENCE)) throw new CodecError('a count is out of range');
      into[cell] = (into[cell] as number) + count;
    }
  });
}
