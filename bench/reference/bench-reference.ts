import { createReferenceBuilder, encodeReference } from '@leeway/drift';

const NUMERIC = 40;
const CATEGORICAL = 10;
const RSS_EVERY_ROWS = 50_000;
const MIB = 1_048_576;

type ReferenceReport = {
  rows: number;
  columns: number;
  cpuMs: number;
  nsPerValue: number;
  /** Resident memory before the first row, its peak, and its peak in the first half of the rows. */
  rssMiB: { before: number; peak: number; firstHalfPeak: number };
  frozenBytes: number;
  text: string;
};

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Rows of ever new numbers, heavy and light tails, some nulls, and columns of 5 to 5,000 categories. */
function rowMaker(): () => { features: Record<string, unknown>; score: number } {
  const random = seeded(7);
  return () => {
    const features: Record<string, unknown> = {};
    for (let i = 0; i < NUMERIC; i += 1) {
      const value = random() + random() - random();
      features[`n${i}`] = random() < 0.02 ? null : i % 5 === 0 ? Math.exp(4 * value) : value;
    }
    for (let i = 0; i < CATEGORICAL; i += 1)
      features[`c${i}`] = `value ${Math.floor(random() ** 2 * (i === 0 ? 5_000 : 5 * (i + 1)))}`;
    return { features, score: random() };
  };
}

/** What freezing a reference costs, row by row, and that its memory does not grow with the rows. */
export function benchReference({
  rows,
  onProgress,
}: {
  rows: number;
  onProgress: (line: string) => void;
}): ReferenceReport {
  const make = rowMaker();
  const rss = () => process.memoryUsage.rss() / MIB;
  const before = rss();
  let peak = before;
  let firstHalfPeak = before;
  const cpuBefore = process.cpuUsage();
  const builder = createReferenceBuilder();
  for (let row = 1; row <= rows; row += 1) {
    const { features, score } = make();
    builder.add(features, { score });
    if (row % RSS_EVERY_ROWS !== 0) continue;
    peak = Math.max(peak, rss());
    if (row <= rows / 2) firstHalfPeak = peak;
    if (row % 1_000_000 === 0) onProgress(`${row} rows, ${Math.round(rss())} MiB`);
  }
  const reference = builder.freeze({ kind: 'file', detail: 'the benchmark', createdBy: 'bench' });
  const frozenBytes = encodeReference(reference).byteLength;
  peak = Math.max(peak, rss());
  const cpu = process.cpuUsage(cpuBefore);
  const again = process.cpuUsage();
  const sample = Math.min(rows, 200_000);
  const remake = rowMaker();
  for (let row = 0; row < sample; row += 1) remake();
  const made = process.cpuUsage(again);
  const makingMs = ((made.user + made.system) / 1_000) * (rows / sample);
  const cpuMs = (cpu.user + cpu.system) / 1_000 - makingMs;
  const columns = NUMERIC + CATEGORICAL;
  const nsPerValue = (cpuMs * 1e6) / (rows * (columns + 1));
  const rssMiB = { before: Math.round(before), peak: Math.round(peak), firstHalfPeak: Math.round(firstHalfPeak) };
  const text = [
    `${rows} rows × ${columns} columns and a score`,
    `${(cpuMs / 1_000).toFixed(1)} s of one core without making the rows: ${nsPerValue.toFixed(0)} ns a value`,
    `resident: ${rssMiB.before} MiB before, ${rssMiB.firstHalfPeak} at most in the first half, ${rssMiB.peak} in all`,
    `frozen: ${frozenBytes} bytes`,
  ].join('\n');
  return { rows, columns, cpuMs: Math.round(cpuMs), nsPerValue, rssMiB, frozenBytes, text };
}
