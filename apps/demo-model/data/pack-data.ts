/**
 * Packs the part of the census file that the demo needs: `node data/pack-data.ts census_ma_employment.csv[.gz]`.
 * Run by hand when the selection changes; the result is in the repository.
 */
import { createReadStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { FEATURES, type CensusTable } from '../src/data/census-table.ts';
import { CENSUS_FILE } from '../src/data/load-census.ts';
import { packCensus } from '../src/data/packed-census.ts';

/** Rows of 2015 come first in the file; "analysis rows" are counted from behind them. */
const REFERENCE_ROWS = 68_785;

/** The last records of 2016 are left out, since group quarters become rare there and end with the year. */
const SELECTION = [
  { name: 'reference', firstFileRow: 0, rows: REFERENCE_ROWS },
  { name: 'calm', firstFileRow: REFERENCE_ROWS, rows: 69_000 },
  { name: 'group-quarters', firstFileRow: REFERENCE_ROWS + 133_000, rows: 12_000 },
] as const;

async function readRows(file: string): Promise<number[][]> {
  const raw = createReadStream(file);
  const lines = createInterface({ input: file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw });
  const rows: number[][] = [];
  let wanted: number[] | null = null;
  for await (const line of lines) {
    const cells = line.split(',');
    if (wanted === null) {
      wanted = [...FEATURES, 'employed'].map((name) => cells.indexOf(name));
      if (wanted.includes(-1)) throw new Error(`columns are missing, the file has ${line}`);
      continue;
    }
    const values = wanted.map((index) => Number(cells[index] || Number.NaN));
    if (values.some((value) => !Number.isInteger(value) || value < 0 || value > 255))
      throw new Error(`row ${rows.length} does not fit a byte: ${line}`);
    rows.push(values);
  }
  return rows;
}

function tableOf(rows: readonly number[][], part: (typeof SELECTION)[number]): CensusTable {
  const chosen = rows.slice(part.firstFileRow, part.firstFileRow + part.rows);
  if (chosen.length !== part.rows) throw new Error(`${part.name}: the file ends after ${rows.length} rows`);
  const column = (index: number) => Uint8Array.from(chosen, (row) => row[index] ?? 0);
  return { ...part, features: FEATURES.map((_, index) => column(index)), employed: column(FEATURES.length) };
}

const source = process.argv[2];
if (source === undefined) throw new Error('usage: node data/pack-data.ts census_ma_employment.csv[.gz]');
const rows = await readRows(source);
const packed = packCensus(SELECTION.map((part) => tableOf(rows, part)));
const target = path.join(import.meta.dirname, CENSUS_FILE);
writeFileSync(target, packed);
process.stdout.write(`${target}: ${packed.byteLength} bytes from ${rows.length} rows\n`);
