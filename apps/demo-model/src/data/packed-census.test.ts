import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FEATURES, labelAt, vectorAt, type CensusTable } from './census-table.ts';
import { findCensusFile, loadCensus } from './load-census.ts';
import { packCensus, unpackCensus } from './packed-census.ts';

const SHIPPED = path.join(import.meta.dirname, '../../data/census-ma-employment.bin.gz');

function table(name: string, rows: number, shift: number): CensusTable {
  return {
    name,
    firstFileRow: shift,
    rows,
    features: FEATURES.map((_, column) =>
      Uint8Array.from({ length: rows }, (__, row) => (row * 7 + column + shift) % 256),
    ),
    employed: Uint8Array.from({ length: rows }, (_, row) => row % 2),
  };
}

describe('the packed census', () => {
  it('comes back as it was packed', () => {
    const tables = [table('a', 5, 0), table('b', 300, 250)];
    const back = unpackCensus(packCensus(tables));
    expect(back.map(({ name, firstFileRow, rows }) => ({ name, firstFileRow, rows }))).toEqual([
      { name: 'a', firstFileRow: 0, rows: 5 },
      { name: 'b', firstFileRow: 250, rows: 300 },
    ]);
    for (const [index, original] of tables.entries()) {
      expect(back[index]?.features.map((column) => [...column])).toEqual(
        original.features.map((column) => [...column]),
      );
      expect([...(back[index]?.employed ?? [])]).toEqual([...original.employed]);
    }
  });

  it('refuses what is cut, padded or of another kind', () => {
    const bytes = Buffer.from('CENSUS1\n');
    expect(() => unpackCensus(gzipSync('something else'))).toThrow('not a packed census file');
    expect(() => unpackCensus(packCensus([table('a', 5, 0)]).subarray(0, 60))).toThrow();
    const header = Buffer.from(
      JSON.stringify({ columns: [...FEATURES, 'employed'], tables: [{ name: 'a', firstFileRow: 0, rows: 9 }] }),
    );
    const length = Buffer.alloc(4);
    length.writeUInt32LE(header.byteLength);
    expect(() => unpackCensus(gzipSync(Buffer.concat([bytes, length, header, Buffer.alloc(100)])))).toThrow(
      'cut or padded',
    );
  });
});

describe('the shipped data', () => {
  it('is small, and holds the stretches that its notice names', () => {
    const census = loadCensus(SHIPPED);
    expect(statSync(SHIPPED).size).toBeLessThan(4_000_000);
    expect([census.reference.rows, census.calm.rows, census.groupQuarters.rows]).toEqual([68_785, 69_000, 12_000]);
    expect(census.groupQuarters.firstFileRow - census.calm.firstFileRow).toBe(133_000);
    const notice = readFileSync(path.join(path.dirname(SHIPPED), 'NOTICE'), 'utf8');
    expect(notice).toContain('Apache License');
    expect(notice).toContain('United States Census Bureau');
  });

  it('has the file row by row: the first record of 2015, and the group quarters where they are known to be', () => {
    const census = loadCensus(SHIPPED);
    expect(vectorAt(census.reference, 0)).toEqual([62, 16, 1, 17, 1, 0, 1, 1, 4, 2, 1, 2, 2, 2, 2, 1]);
    expect(labelAt(census.reference, 0)).toBe(0);
    const relationship = census.groupQuarters.features[FEATURES.indexOf('RELP')] ?? new Uint8Array();
    const inGroupQuarters = (from: number, to: number) =>
      relationship.subarray(from, to).filter((code) => code === 16 || code === 17).length / (to - from);
    // Analysis rows 135,000 to 139,999 and 140,000 to 144,999.
    expect(inGroupQuarters(2_000, 7_000)).toBe(1);
    expect(inGroupQuarters(7_000, 12_000)).toBeCloseTo(0.78, 2);
  });

  it('is found beside src, and missed with a clear message', () => {
    expect(findCensusFile(path.join(import.meta.dirname, '..'))).toBe(SHIPPED);
    expect(() => findCensusFile('/nowhere/at/all')).toThrow("the demo's data is missing");
  });
});
