import { parseArgs } from 'node:util';

type BenchOptions = {
  rounds: number;
  messages: number;
  runs: number;
  weeks: number | undefined;
  models: number;
  minutes: number;
  rows: number;
  rates: number[] | undefined;
  quick: boolean;
  write: boolean;
  onProgress: (line: string) => void;
};
type Bench = (options: BenchOptions) => Promise<{ text: string }> | { text: string };
const BENCHES: Record<string, () => Promise<Bench>> = {
  loop: async () => (await import('./loop/bench-loop.ts')).benchLoop,
  engine: async () => (await import('./engine/bench-engine.ts')).benchEngine,
  kernels: async () => (await import('./engine/kernels.ts')).benchKernels,
  alarms: async () => (await import('./alarms/bench-alarms.ts')).benchAlarms,
  evaluate: async () => (await import('./evaluate/bench-evaluate.ts')).benchEvaluate,
  recording: async () => (await import('./recording/bench-recording.ts')).benchRecording,
  memory: async () => (await import('./memory/bench-memory.ts')).benchMemory,
  heatmap: async () => (await import('./heatmap/bench-heatmap.ts')).benchHeatmap,
  slo: async () => (await import('./slo/bench-slo.ts')).benchSlo,
  reference: async () => (await import('./reference/bench-reference.ts')).benchReference,
};
const USAGE = `usage: npm run bench -- loop [--rounds 10] [--json]
       npm run bench -- engine [--messages 400000] [--runs 3] [--json]
       npm run bench -- kernels [--runs 3] [--json]
       npm run bench -- evaluate [--runs 3] [--json]
       npm run bench -- recording [--runs 3] [--json]
       npm run bench -- memory [--models 1000] [--minutes 4] [--json]
       npm run bench -- heatmap [--runs 3] [--json]
       npm run bench -- slo [--quick] [--runs 3] [--json]
       npm run bench -- reference [--rows 10000000] [--json]
       npm run bench -- alarms [--quick] [--rates 200,1000,10000,100000] [--weeks 4] [--write] [--json]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '10' },
    messages: { type: 'string', default: '400000' },
    runs: { type: 'string', default: '3' },
    rows: { type: 'string', default: '10000000' },
    weeks: { type: 'string' },
    models: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '4' },
    rates: { type: 'string' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const loadBench = BENCHES[positionals[0] ?? ''];
const inRange = (text: string, low: number, high: number) =>
  Number.isInteger(Number(text)) && Number(text) >= low && Number(text) <= high;
const rates = values.rates?.split(',');
if (
  loadBench === undefined ||
  !inRange(values.rounds, 1, 100) ||
  !inRange(values.messages, 1_000, 20_000_000) ||
  !inRange(values.runs, 1, 100) ||
  !inRange(values.rows, 1_000, 20_000_000) ||
  (values.weeks !== undefined && !inRange(values.weeks, 1, 52)) ||
  !inRange(values.models, 1, 5_000) ||
  !inRange(values.minutes, 2, 600) ||
  (rates !== undefined && (rates.length > 10 || !rates.every((rate) => inRange(rate, 1, 1_000_000))))
) {
  console.error(USAGE);
  process.exit(2);
}
const bench = await loadBench();
const result = await bench({
  rounds: Number(values.rounds),
  messages: Number(values.messages),
  runs: Number(values.runs),
  rows: Number(values.rows),
  weeks: values.weeks === undefined ? undefined : Number(values.weeks),
  models: Number(values.models),
  minutes: Number(values.minutes),
  rates: rates?.map(Number),
  quick: values.quick,
  write: values.write,
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
console.log(values.json ? JSON.stringify(result, null, 2) : result.text);
process.exit(0);
