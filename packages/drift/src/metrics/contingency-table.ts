import { totalCount } from '../pane/total-count.ts';
import { chiSquareTail } from '../special/chi-square.ts';

/** Counts of two samples by category or bin. */
export type ContingencyTable = { reference: Float64Array; current: Float64Array };
export type PooledTable = ContingencyTable & { pooledCells: number };

/** Cochran (Biometrics 10(4), 1954): chi-square holds as long as no expected count is below one. */
const SMALLEST_EXPECTED = 1;

/**
 * Puts the columns whose expected count is below 1 on either side into one column together; a single such column stays
 * as it is. So a table of ordinary counts is tested as it stands, and rare categories do not each count as evidence.
 */
export function pooledTable({ reference, current }: ContingencyTable): PooledTable {
  const m = totalCount(reference);
  const n = totalCount(current);
  const smallestShare = Math.min(m, n) / (m + n);
  const isRare = Array.from(
    reference,
    (count, bin) => (count + (current[bin] ?? 0)) * smallestShare < SMALLEST_EXPECTED,
  );
  const pooledCells = isRare.filter(Boolean).length;
  if (pooledCells < 2) return { reference, current, pooledCells: 0 };
  const pool = (counts: Float64Array): Float64Array => {
    const rest = counts.reduce((sum, count, bin) => (isRare[bin] === true ? sum + count : sum), 0);
    return Float64Array.of(...counts.filter((_, bin) => isRare[bin] !== true), rest);
  };
  return { reference: pool(reference), current: pool(current), pooledCells };
}

/** Calls back with each observed count and what equal shares in both samples would let expect. */
export function forEachExpected(
  { reference, current }: ContingencyTable,
  visit: (observed: number, expected: number) => void,
): void {
  const m = totalCount(reference);
  const n = totalCount(current);
  for (let bin = 0; bin < reference.length; bin += 1) {
    const a = reference[bin] ?? 0;
    const b = current[bin] ?? 0;
    if (a + b === 0) continue;
    visit(a, ((a + b) * m) / (m + n));
    visit(b, ((a + b) * n) / (m + n));
  }
}

/** P(a statistic this large when both samples have the same shares), columns − 1 degrees of freedom; 1 for one column. */
export function contingencyPValue({ reference, current }: ContingencyTable, statistic: number): number {
  let columns = 0;
  for (let bin = 0; bin < reference.length; bin += 1) if ((reference[bin] ?? 0) + (current[bin] ?? 0) > 0) columns += 1;
  return columns < 2 ? 1 : chiSquareTail(Math.max(0, statistic), columns - 1);
}
