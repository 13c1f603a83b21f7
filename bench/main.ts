import { parseArgs } from 'node:util';
import { benchLoop } from './loop/bench-loop.ts';

const BENCHES = { loop: benchLoop } as const;
const USAGE = `usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--rounds 10] [--json]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '10' } },
});
const name = positionals[0];
const rounds = Number(values.rounds);
if (name === undefined || !Object.hasOwn(BENCHES, name) || !Number.isInteger(rounds) || rounds < 1 || rounds > 100) {
  console.error(USAGE);
  process.exit(2);
}
const result = await BENCHES[name as keyof typeof BENCHES]({
  rounds,
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
console.log(values.json ? JSON.stringify(result, null, 2) : result.text);
process.exit(0);
