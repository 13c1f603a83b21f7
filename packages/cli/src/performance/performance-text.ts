import type { Measured } from './performance-report.ts';

const COLUMNS = ['rocAuc', 'averagePrecision', 'accuracy', 'precision', 'recall', 'f1', 'logLoss', 'brier', 'ece'];
const WIDTH = 17;

function shown(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(4);
}

/** A line of numbers, and a second one of estimates with what they may be off by. */
function lines(name: string, { realized, estimated }: Measured): string[] {
  const row = (label: string, cells: readonly string[]): string =>
    `${label.padEnd(22)}${cells.map((cell) => cell.padStart(WIDTH)).join('')}`;
  const first = row(
    name,
    COLUMNS.map((id) => shown(realized[id])),
  );
  if (estimated === undefined) return [first];
  const cells = COLUMNS.map((id) => {
    const { value = null, samplingError = null } = estimated[id] ?? {};
    return samplingError === null ? shown(value) : `${shown(value)} ±${(3 * samplingError).toFixed(4)}`;
  });
  return [first, row('  estimated', cells)];
}

/** The report for people: a row for the whole, then one a chunk. */
export function performanceText(overall: Measured, chunks: readonly (Measured & { start: number; end: number })[]) {
  const header = `${'rows'.padEnd(22)}${COLUMNS.map((id) => id.padStart(WIDTH)).join('')}`;
  return [
    header,
    ...lines('all', overall),
    ...chunks.flatMap((chunk) => lines(`${chunk.start}–${chunk.end}`, chunk)),
  ].join('\n');
}
