import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CensusTable } from './census-table.ts';
import { unpackCensus } from './packed-census.ts';

export const CENSUS_FILE = 'census-ma-employment.bin.gz';

/** The three stretches that the demo lives on, and the hash by which trained weights are cached. */
export type Census = {
  /** All records of 2015: training and reference. */
  reference: CensusTable;
  /** Records of 2016, which the model has not seen: calm traffic. */
  calm: CensusTable;
  /** End of 2017 and start of 2018, where the file holds its group quarters. */
  groupQuarters: CensusTable;
  sha256: string;
};

/** The data lies beside dist/main.js in a build and beside src in the tree. */
export function findCensusFile(entryDirectory: string): string {
  const candidates = ['data', '../data'].map((folder) => path.join(entryDirectory, folder, CENSUS_FILE));
  const found = candidates.find((file) => existsSync(file));
  if (found === undefined) throw new Error(`the demo's data is missing, looked at ${candidates.join(' and ')}`);
  return found;
}

export function loadCensus(file: string): Census {
  const packed = readFileSync(file);
  const tables = new Map(unpackCensus(packed).map((table) => [table.name, table]));
  const named = (name: string): CensusTable => {
    const table = tables.get(name);
    if (table === undefined) throw new Error(`${file} has no table ${name}`);
    return table;
  };
  return {
    reference: named('reference'),
    calm: named('calm'),
    groupQuarters: named('group-quarters'),
    sha256: createHash('sha256').update(packed).digest('hex'),
  };
}
