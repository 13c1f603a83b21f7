import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvScanner } from './csv-scanner.ts';

const Cell = fc.string({
  unit: fc.constantFrom('a', '1', '"', ',', '\n', '\r\n', ' ', 'é', '😀', '.'),
  maxLength: 6,
});
const Rows = fc
  .integer({ min: 2, max: 4 })
  .chain((columns) => fc.array(fc.array(Cell, { minLength: columns, maxLength: columns }), { maxLength: 8 }));

test('reads back whatever was written, however the bytes are cut, with the line of each row', () => {
  fc.assert(
    fc.property(
      Rows,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 9 }),
      (rows, lineEnd, quoteAll, lastEnd, size) => {
        const written = (cell: string): string =>
          quoteAll || /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
        const lines = rows.map((cells) => cells.map(written).join(','));
        const bytes = Buffer.from(lines.join(lineEnd) + (lastEnd && rows.length > 0 ? lineEnd : ''));
        let line = 1;
        const expected = rows.map((cells) => {
          const row = { line, cells };
          line += 1 + cells.join('').split('\n').length - 1;
          return row;
        });
        const scanner = new CsvScanner(',');
        const read = [];
        for (let at = 0; at < bytes.length; at += size) read.push(...scanner.push(bytes.subarray(at, at + size)));
        read.push(...scanner.end());
        expect(read).toEqual(expected);
      },
    ),
    { seed: 20_261_125, numRuns: 500 },
  );
});
