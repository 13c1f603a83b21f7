import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Numbers = Record<string, number | null>;
type Estimated = Record<string, { value: number | null; lower: number | null; upper: number | null }>;
type Report = {
  overall: Record<string, unknown>;
  chunks: {
    start: number;
    end: number;
    labelled: number;
    realized: Numbers;
    estimated?: Estimated;
    reasons?: object;
  }[];
  estimation?: { calibrated: boolean; thresholds: Record<string, { lower: number; upper: number }> };
};

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const GOLDEN = new URL('../../../testing/golden/', import.meta.url);
const sklearn = JSON.parse(readFileSync(new URL('metrics.json', GOLDEN), 'utf8')) as {
  cases: {
    name: string;
    kind: string;
    y_true: number[];
    y_score: number[];
    expected: Record<string, number | string>;
  }[];
};
const nannyml = JSON.parse(readFileSync(new URL('nannyml.json', GOLDEN), 'utf8')) as {
  rows: string;
  answers: string;
  thresholds: Record<string, [number, number]>;
  chunks: { start: number; estimated: Record<string, number[]>; realised: Numbers }[];
};
let folder: string;

/** The car loan data as a file, the reference and the rest. */
async function writeCarLoan(): Promise<void> {
  const rows = Buffer.from(nannyml.rows, 'base64');
  const bits = Buffer.from(nannyml.answers, 'base64');
  const lines = Array.from(rows, (row, i) => {
    const answer = ((bits[i >> 3] ?? 0) >> (i & 7)) & 1;
    return `${row & 1}.0,${(row >> 1) / 100},${answer}`;
  });
  const header = 'repaid,y_pred_proba,y_pred';
  await writeFile(join(folder, 'reference.csv'), [header, ...lines.slice(0, 50_000)].join('\n'));
  await writeFile(join(folder, 'analysis.csv'), [header, ...lines.slice(50_000)].join('\r\n'));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-performance-'));
  await writeCarLoan();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function leeway(args: string, stdin = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args.split(' ')], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out.trim(), err: err.trim() });
    });
    child.stdin?.end(stdin);
  });
}

async function report(args: string, stdin?: string): Promise<Report> {
  const { code, out, err } = await leeway(`performance ${args} --json`, stdin);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Report;
}

describe('scikit-learn', () => {
  const names = {
    rocAuc: 'roc_auc',
    averagePrecision: 'average_precision',
    accuracy: 'accuracy',
    precision: 'precision',
    recall: 'recall',
    f1: 'f1',
    logLoss: 'log_loss',
    brier: 'brier',
    ece: 'ece_10_equal_width',
  };
  it.each(sklearn.cases.filter(({ kind }) => kind === 'binary').map((one) => [one.name, one] as const))(
    '%s',
    async (_name, one) => {
      const rows = one.y_true.map((label, i) => `${label},${one.y_score[i] ?? ''}`).join('\n');
      const { overall, chunks } = await report('--input - --label y --score p', `y,p\n${rows}\n`);
      expect(chunks).toHaveLength(1);
      expect(chunks[0]).toMatchObject({ start: 0, end: one.y_true.length - 1, labelled: one.y_true.length });
      for (const [id, name] of Object.entries(names)) {
        const expected = one.expected[name];
        for (const value of [overall[id], chunks[0]?.realized[id]]) {
          if (typeof expected === 'number') expect(Math.abs(Number(value) - expected)).toBeLessThan(1e-9);
          else expect(value).toBeNull();
        }
      }
    },
  );
});

describe('NannyML on the car loan data', () => {
  it('gives its estimates with bounds, what was realised and its thresholds, chunk by chunk', async () => {
    const { chunks, estimation, overall } = await report(
      `--input ${folder}/analysis.csv --label repaid --score y_pred_proba --prediction y_pred ` +
        `--estimate --reference ${folder}/reference.csv`,
    );
    expect(estimation?.calibrated).toBe(true);
    expect(chunks.map(({ start }) => start)).toEqual(Array.from({ length: 10 }, (_, i) => i * 5_000));
    for (const chunk of chunks) {
      const expected = nannyml.chunks.find(({ start }) => start === chunk.start + 50_000);
      for (const [id, [value = 0, , lower = 0, upper = 0]] of Object.entries(expected?.estimated ?? {})) {
        const estimate = chunk.estimated?.[id];
        expect(estimate?.value, id).toBeCloseTo(value, 9);
        if (id === 'averagePrecision') continue;
        expect(estimate?.lower, id).toBeCloseTo(lower, id === 'rocAuc' ? 4 : 9);
        expect(estimate?.upper, id).toBeCloseTo(upper, id === 'rocAuc' ? 4 : 9);
        expect(chunk.realized[id], id).toBeCloseTo(expected?.realised[id] ?? Number.NaN, 9);
      }
    }
    for (const [id, [lower, upper]] of Object.entries(nannyml.thresholds)) {
      expect(estimation?.thresholds[id]?.lower).toBeCloseTo(lower, 9);
      expect(estimation?.thresholds[id]?.upper).toBeCloseTo(upper, 9);
    }
    expect(overall).toMatchObject({ rows: 50_000, labelled: 50_000 });
  });

  it('takes raw scores where calibration is not wanted', async () => {
    const args = `--input ${folder}/analysis.csv --label repaid --score y_pred_proba --estimate --reference ${folder}/reference.csv`;
    const raw = await report(`${args} --calibrate never`);
    const calibrated = await report(`${args} --calibrate always`);
    expect([raw.estimation?.calibrated, calibrated.estimation?.calibrated]).toEqual([false, true]);
    const accuracy = ({ chunks }: Report): number => chunks[0]?.estimated?.['accuracy']?.value ?? 0;
    expect(accuracy(raw)).not.toBeCloseTo(accuracy(calibrated), 3);
  });
});

it('rows without a label are estimated but not judged; the last chunk is what is left', async () => {
  const reference = Array.from({ length: 40 }, (_, i) => `${i % 4 === 0 ? 0 : 1},${i % 4 === 0 ? 0.2 : 0.8}`);
  await writeFile(join(folder, 'small.csv'), ['y,p', ...reference].join('\n'));
  const rows = '1,0.9\n,0.8\n0,0.1\nNaN,0.7\n,0.3';
  const { chunks, overall } = await report(
    `--input - --label y --score p --chunk-size 3 --estimate --reference ${folder}/small.csv --calibrate never`,
    `y,p\n${rows}`,
  );
  expect(chunks.map(({ start, end, labelled }) => [start, end, labelled])).toEqual([
    [0, 2, 2],
    [3, 4, 0],
  ]);
  expect(chunks[1]?.realized['accuracy']).toBeNull();
  expect(chunks[1]?.reasons).toMatchObject({ accuracy: 'no labelled answers' });
  expect(chunks[1]?.estimated?.['accuracy']?.value).toBeCloseTo(0.7, 12);
  expect(overall).toMatchObject({ rows: 5, labelled: 2, accuracy: 1 });
});

it('reads JSON Lines, and says for people what it says for programs', async () => {
  const rows = [1, 0, 1, 0].map((y, i) => JSON.stringify({ y: y === 1, p: i / 4 })).join('\n');
  await writeFile(join(folder, 'rows.jsonl'), rows);
  const { overall } = await report(`--input ${folder}/rows.jsonl --label y --score p --threshold 0.3`);
  expect(overall).toMatchObject({ rows: 4, accuracy: 0.5, tp: 1, fp: 1, fn: 1, tn: 1 });
  const { out } = await leeway(`performance --input ${folder}/rows.jsonl --label y --score p`);
  expect(out).toMatch(/^rows\s+rocAuc.*\nall\s+0\.2500/u);
});

it.each([
  ['a label that is no class', 'y,p\n1,0.5\n2,0.5', '', 1, /-: line 3, column "y": expected 0 or 1, found "2"/u],
  ['a score that is no number', 'y,p\n1,high', '', 1, /line 2, column "p": expected a finite number, found "high"/u],
  ['an endless score', 'y,p\n1,inf', '', 1, /line 2, column "p"/u],
  ['a missing cell', 'y,p\n1', '', 1, /line 2: expected 2 cells, found 1/u],
  ['an unknown column', 'a,b\n1,0.5', '', 1, /expected a column "y", found "a", "b"/u],
  ['no rows', 'y,p', '', 1, /expected rows, found none/u],
  ['a reference that is not there', 'y,p\n1,0.5', '--estimate', 2, /--estimate needs --reference/u],
  ['a threshold that is no number', 'y,p\n1,0.5', '--threshold high', 2, /--threshold/u],
  ['a chunk of nothing', 'y,p\n1,0.5', '--chunk-size 0', 2, /--chunk-size/u],
  ['an unknown choice', 'y,p\n1,0.5', '--calibrate perhaps', 2, /expected always, never, auto/u],
])('%s is refused', async (_name, stdin, more, code, message) => {
  const answer = await leeway(`performance --input - --label y --score p ${more}`.trim(), stdin);
  expect(answer.err).toMatch(message);
  expect(answer).toMatchObject({ code, out: '' });
});
