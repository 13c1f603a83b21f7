import { parseArgs } from 'node:util';
import { benchAlarms } from './alarms/bench-alarms.ts';
import { benchEngine } from './engine/bench-engine.ts';
import { benchKernels } from './engine/kernels.ts';
import { benchEvaluate } from './evaluate/bench-evaluate.ts';
import { benchLoop } from './loop/bench-loop.ts';

type BenchOptions = {
  rounds: number;
  messages: number;
  runs: number;
  weeks: number;
  rates: number[];
  onProgress: (line: string) => void;
};
const BENCHES: Record<string, (options: BenchOptions) => Promise<{ text: string }> | { text: string }> = {
  loop: benchLoop,
  engine: benchEngine,
  kernels: benchKernels,
  alarms: benchAlarms,
  evaluate: benchEvaluate,
};
const USAGE = `usage: npm run bench -- loop [--rounds 10] [--json]
       npm run bench -- engine [--messages 400000] [--runs 3] [--json]
       npm run bench -- kernels [--runs 3] [--json]
       npm run bench -- evaluate [--runs 3] [--json]
       npm run bench -- alarms [--weeks 2] [--rates 200,1000,10000,100000] [--json]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '10' },
    messages: { type: 'string', default: '400000' },
    runs: { type: 'string', default: '3' },
    weeks: { type: 'string', default: '2' },
    rates: { type: 'string', default: '200,1000,10000,100000' },
  },
});
const bench = BENCHES[positionals[0] ?? ''];
const inRange = (text: string, low: number, high: number) =>
  Number.isInteger(Number(text)) && Number(text) >= low && Number(text) <= high;
const rates = values.rates.split(',');
if (
  bench === undefined ||
  !inRange(values.rounds, 1, 100) ||
  !inRange(values.messages, 1_000, 20_000_000) ||
  !inRange(values.runs, 1, 100) ||
  !inRange(values.weeks, 1, 52) ||
  !rates.every((rate) => inRange(rate, 1, 1_000_000)) ||
  rates.length > 10
) {
  console.error(USAGE);
  process.exit(2);
}
const result = await bench({
  rounds: Number(values.rounds),
  messages: Number(values.messages),
  runs: Number(values.runs),
  weeks: Number(values.weeks),
  rates: rates.map(Number),
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
console.log(values.json ? JSON.stringify(result, null, 2) : result.text);
process.exit(0);
