import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BacktestWindow } from '../backtest/backtest-window.ts';

type Report = { rule: string; rows: number; late: number; notes: string[]; windows: BacktestWindow[] };

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const START_MS = Date.UTC(2026, 0, 5);
const HOUR_MS = 3_600_000;

/** Rows with a daily rhythm in `load`, some nulls in `age`; `broken` hours have ages in months. */
function rowsOf(fromHour: number, hours: number, perHour: number, isBroken: (hour: number) => boolean): string[] {
  let state = 12_345 + fromHour;
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const rows: string[] = [];
  for (let hour = fromHour; hour < fromHour + hours; hour += 1)
    for (let row = 0; row < perHour; row += 1) {
      const time = new Date(START_MS + hour * HOUR_MS + Math.floor((row / perHour) * HOUR_MS)).toISOString();
      const age = 20 + Math.floor(random() * 60);
      const load = (random() + random() + random() + Math.sin((2 * Math.PI * hour) / 24)).toFixed(4);
      const region = ['north', 'south', 'west'][Math.floor(random() * 3)];
      rows.push(`${time},${random() < 0.05 ? '' : isBroken(hour) ? age * 12 : age},${load},${region}`);
    }
  return rows;
}

let folder = '';
const csv = (rows: string[]) => `time,age,load,region\n${rows.join('\n')}\n`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-backtest-'));
  const write = (name: string, rows: string[]) => writeFile(join(folder, name), csv(rows));
  await write(
    'reference.csv',
    rowsOf(0, 5 * 24, 200, () => false),
  );
  await write(
    'day.csv',
    rowsOf(0, 24, 200, () => false),
  );
  await write(
    'stream.csv',
    rowsOf(120, 24, 400, (hour) => hour >= 132),
  );
});
afterAll(() => rm(folder, { recursive: true }));

function run(args: string[]): Promise<{ code: number; report: Report; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [MAIN, 'backtest', ...args, '--json'],
      { cwd: folder, maxBuffer: 1e8 },
      (error, out, err) => {
        const code = error === null ? 0 : Number(error.code);
        resolve({ code, report: (out === '' ? {} : JSON.parse(out)) as Report, err });
      },
    );
  });
}

const at = (windows: BacktestWindow[], hour: number) =>
  windows.find(({ end }) => end === new Date(START_MS + hour * HOUR_MS).toISOString());

it('judges by what the reference taught: a rhythm is calm, months for years are not', async () => {
  const { code, report } = await run(['--reference', 'reference.csv', '--input', 'stream.csv', '--window', '1h']);
  expect(code).toBe(0);
  expect(report).toMatchObject({ rule: 'learnt', rows: 9_600, late: 0, notes: [] });
  expect(report.windows).toHaveLength(24);
  for (let hour = 121; hour <= 132; hour += 1) expect(at(report.windows, hour)?.verdict).toBe('ok');
  const broken = at(report.windows, 133);
  expect(broken).toMatchObject({ verdict: 'critical', n: 400 });
  expect(broken?.features).toMatchObject({
    age: { verdict: 'critical', began: new Date(START_MS + 132 * HOUR_MS).toISOString() },
    load: { verdict: 'ok', evidence: [] },
    region: { verdict: 'ok', evidence: [] },
  });
  expect(broken?.features['age']?.evidence.map(({ by }) => by)).toContain('new');
});

it('sees the same in windows of several lengths, judged every quarter of an hour', async () => {
  const args = ['--reference', 'reference.csv', '--input', 'stream.csv', '--window', '15m,1h', '--every', '15m'];
  const { report } = await run(args);
  expect(report.windows).toHaveLength(96);
  expect(report.windows.find(({ verdict }) => verdict === 'critical')?.end).toBe('2026-01-10T12:15:00.000Z');
});

it('takes the evaluator’s rule, and says so, where the reference is too short to learn from', async () => {
  const { report } = await run(['--reference', 'day.csv', '--input', 'stream.csv']);
  expect(report.rule).toBe('calibrated-thresholds');
  expect(report.notes.join(' ')).toMatch(/1\.0 days, 3 full ones are needed/u);
  expect(at(report.windows, 133)?.features['age']).toMatchObject({ verdict: 'warning' });
  expect(at(report.windows, 134)?.features['age']).toMatchObject({ verdict: 'critical' });
  const refused = await run(['--reference', 'day.csv', '--input', 'stream.csv', '--rule', 'learnt']);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/cannot be learnt/u);
});

it('takes any rule that is asked for', async () => {
  const { report } = await run(['--reference', 'reference.csv', '--input', 'stream.csv', '--rule', 'fixed-thresholds']);
  expect(report.rule).toBe('fixed-thresholds');
  expect(at(report.windows, 135)).toMatchObject({ verdict: 'critical' });
});

it('refuses what it does not understand', async () => {
  const both = ['--reference', 'reference.csv', '--input', 'stream.csv'];
  expect((await run([...both, '--window', 'an hour'])).code).toBe(2);
  expect((await run([...both, '--rule', 'best'])).code).toBe(2);
  expect((await run([...both, '--rule', 'fixed-thresholds', '--window', '1h,6h'])).code).toBe(2);
  await writeFile(join(folder, 'bad.csv'), csv(['yesterday,1,2,north']));
  const bad = await run(['--reference', 'reference.csv', '--input', 'bad.csv']);
  expect(bad.code).toBe(1);
  expect(bad.err).toMatch(/line 2, column .*time.*yesterday/u);
});
