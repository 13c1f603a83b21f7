import { describe, expect, test } from 'vitest';
import { fc } from '../../test/properties.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { readCells, writeCells } from './cell-block.ts';
import { CodecError } from './codec-error.ts';

function written(cells: Float64Array): Uint8Array {
  const writer = new ByteWriter();
  writeCells(writer, cells);
  return writer.finish();
}

function read(bytes: Uint8Array, size: number): Float64Array {
  const reader = new ByteReader(bytes);
  const cells = new Float64Array(size);
  readCells(reader, cells);
  reader.end();
  return cells;
}

const Count = fc.oneof(
  { weight: 5, arbitrary: fc.nat(400) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.maxSafeNat() },
);
const Cells = fc.oneof(
  fc.array(Count, { maxLength: 300 }),
  fc.array(fc.integer({ min: 200, max: 260 }), { maxLength: 300 }),
);

describe('cells', () => {
  test('are read as they were written', () => {
    fc.assert(
      fc.property(Cells, (counts) => {
        const cells = Float64Array.from(counts);
        expect(read(written(cells), cells.length)).toEqual(cells);
      }),
      { numRuns: 400 },
    );
  });
  test('of about the same count take few bits each', () => {
    const cells = Float64Array.from({ length: 256 }, (_, i) => 234 + ((i * 7) % 31) - 15);
    expect(written(cells).length).toBeLessThan(256);
  });
  test.each([
    ['nothing', 40, [], 1],
    ['one filled cell', 300, [[17, 5]], 4],
  ])('%s takes next to no bytes', (_case, size, filled, bytes) => {
    const cells = new Float64Array(size);
    for (const [cell = 0, count = 0] of filled) cells[cell] = count;
    expect(written(cells)).toHaveLength(bytes);
  });
  test('any bytes are cells or a CodecError, and any cut is the latter', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(40), (bytes, size) => {
        try {
          for (const count of read(bytes, size)) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 3_000 },
    );
    const bytes = written(Float64Array.from({ length: 100 }, (_, i) => 50 + (i % 13)));
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => read(bytes.subarray(0, length), 100)).toThrow(CodecError);
  });
});
