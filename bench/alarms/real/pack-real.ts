/**
 * Packs the two files that the alarm rule is tried on: `node pack-real.ts car_loan.csv.gz census.csv.gz`, as they come
 * with NannyML. Run by hand; what it writes is in the repository (see NOTICE).
 */
import { createReadStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { MOST_VALUE_CELLS, packTable, type RealColumn, type RealTable } from './real-table.ts';

type Source = { name: string; file: string; ordered: readonly string[]; categories: readonly string[] };

async function readColumns({ file, ordered, categories }: Source): Promise<Map<string, string[]>> {
  const names = [...ordered, ...categories, 'period'];
  const columns = new Map<string, string[]>(names.map((name) => [name, []]));
  let places: number[] | null = null;
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    const cells = line.split(',');
    if (places === null) {
      places = names.map((name) => cells.indexOf(name));
      if (places.includes(-1)) throw new Error(`columns are missing, the file has ${line}`);
      continue;
    }
    names.forEach((name, index) => columns.get(name)?.push(cells[places?.[index] ?? -1] ?? ''));
  }
  return columns;
}

/** Upper ends of the cells: each value its own where there are few, otherwise as many values of the reference in each. */
function cellEnds(reference: readonly number[]): number[] {
  const sorted = reference.filter(Number.isFinite).toSorted((a, b) => a - b);
  const distinct = [...new Set(sorted)];
  if (distinct.length <= MOST_VALUE_CELLS) return distinct;
  const ends = Array.from(
    { length: MOST_VALUE_CELLS },
    (_, cell) => sorted[Math.ceil(((cell + 1) * sorted.length) / MOST_VALUE_CELLS) - 1] ?? 0,
  );
  return [...new Set(ends)];
}

function orderedColumn(name: string, texts: readonly string[], referenceRows: number): RealColumn {
  const values = texts.map((text) => (text === '' ? Number.NaN : Number.parseFloat(text)));
  const reference = values.slice(0, referenceRows);
  const ends = cellEnds(reference);
  const lowest = reference.reduce((least, value) => Math.min(least, Number.isNaN(value) ? least : value), Infinity);
  const cells = Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return ends.length;
    const cell = value < lowest ? -1 : ends.findIndex((end) => value <= end);
    return cell < 0 ? ends.length + 1 : cell;
  });
  return { name, isOrdered: true, valueCells: ends.length, cells };
}

function categoryColumn(name: string, texts: readonly string[], referenceRows: number): RealColumn {
  const known = [...new Set(texts.slice(0, referenceRows))].filter((text) => text !== '').toSorted();
  if (known.length > MOST_VALUE_CELLS) throw new Error(`${name} has too many categories`);
  const cells = Uint8Array.from(texts, (text) => {
    const cell = known.indexOf(text);
    if (text === '') return known.length;
    return cell < 0 ? known.length + 1 : cell;
  });
  return { name, isOrdered: false, valueCells: known.length, cells };
}

async function pack(source: Source): Promise<void> {
  const columns = await readColumns(source);
  const periods = columns.get('period') ?? [];
  const referenceRows = periods.indexOf('analysis');
  const table: RealTable = {
    name: source.name,
    rows: periods.length,
    referenceRows,
    columns: [
      ...source.ordered.map((name) => orderedColumn(name, columns.get(name) ?? [], referenceRows)),
      ...source.categories.map((name) => categoryColumn(name, columns.get(name) ?? [], referenceRows)),
    ],
  };
  const packed = packTable(table);
  const target = path.join(import.meta.dirname, `${source.name}.bin.gz`);
  writeFileSync(target, packed);
  process.stdout.write(`${target}: ${packed.byteLength} bytes, ${referenceRows} of ${table.rows} rows reference\n`);
}

const [carLoan, census] = process.argv.slice(2);
if (carLoan === undefined || census === undefined)
  throw new Error('usage: node pack-real.ts car_loan.csv.gz census.csv.gz');
await pack({
  name: 'car-loan',
  file: carLoan,
  ordered: ['car_value', 'debt_to_income_ratio', 'loan_length', 'driver_tenure', 'y_pred_proba'],
  categories: ['salary_range', 'repaid_loan_on_prev_car', 'size_of_downpayment', 'y_pred'],
});
await pack({
  name: 'census',
  file: census,
  ordered: ['AGEP', 'SCHL', 'predicted_probability'],
  categories: 'MAR RELP DIS ESP CIT MIG MIL ANC NATIVITY DEAR DEYE DREM SEX RAC1P prediction'.split(' '),
});
