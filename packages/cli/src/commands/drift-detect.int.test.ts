import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Stream = { n: number; bits: string } | { n: number; values: number[] };
type Case = {
  detector: string;
  params: Record<string, string | number | boolean>;
  stream: string;
  drifts: number[];
  driftCount: number;
  warningRuns?: [number, number][];
};

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const GOLDEN = new URL('../../../testing/golden/detectors.json', import.meta.url);
const { streams, cases } = JSON.parse(readFileSync(GOLDEN, 'utf8')) as {
  streams: Record<string, Stream>;
  cases: Case[];
};
let folder: string;

function valuesOf(stream: Stream): number[] {
  if ('values' in stream) return stream.values;
  const bytes = Buffer.from(stream.bits, 'base64');
  return Array.from({ length: stream.n }, (_, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-detect-'));
  for (const [name, stream] of Object.entries(streams))
    await writeFile(join(folder, `${name}.txt`), `${valuesOf(stream).join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command as it is typed in a shell, with `stdin` given to it. */
async function leeway(args: string[], stdin = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out.trim(), err: err.trim() });
    });
    child.stdin?.end(stdin);
  });
}

function detect(one: Case, input: string): string[] {
  const params = Object.entries(one.params).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
  return ['drift', 'detect', '--detector', one.detector, ...params, '--input', input, '--json'];
}

describe('leeway drift detect says what River says', () => {
  const chosen = [...new Set(cases.map(({ detector }) => detector))].flatMap((id) =>
    cases
      .filter(({ detector, driftCount, drifts }) => detector === id && driftCount > 0 && drifts.length === driftCount)
      .slice(0, 2),
  );
  it.each(chosen.map((one) => [one.detector, one.stream, one] as const))('%s on %s', async (_id, stream, one) => {
    const { code, out, err } = await leeway(detect(one, join(folder, `${stream}.txt`)));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { drifts, warnings } = JSON.parse(out) as { drifts: number[]; warnings: number[] };
    expect(drifts).toEqual(one.drifts);
    expect(warnings[0]).toBe(one.warningRuns?.[0]?.[0]);
  });
});

it('reads what is packed, has other line ends, or comes through a pipe', async () => {
  const values = Array.from({ length: 400 }, (_, i) => (i < 200 ? i % 2 : 5 + (i % 2)));
  await writeFile(join(folder, 'packed.txt.gz'), gzipSync(values.join('\r\n')));
  const args = (input: string): string[] => ['drift', 'detect', '--detector', 'adwin', '--input', input, '--json'];
  const packed = await leeway(args(join(folder, 'packed.txt.gz')));
  expect(JSON.parse(packed.out)).toEqual({ drifts: [223], warnings: [] });
  expect(await leeway(args('-'), `${values.join('\n')}\n\n`)).toEqual(packed);
  expect(await leeway(args('-'))).toMatchObject({ code: 0, out: '{"drifts":[],"warnings":[]}' });
});

const REFUSED: [string, string[], string, number, RegExp][] = [
  [
    'a word',
    ['--detector', 'adwin'],
    '1\n2\nthree\n4',
    1,
    /-: line 3, column 1: expected a finite number, found "three"/u,
  ],
  ['an empty line', ['--detector', 'adwin'], '1\n\n2', 1, /line 2, column 1: expected a finite number, found ""/u],
  ['no number', ['--detector', 'ddm'], '1\nnan', 1, /line 2/u],
  ['no error', ['--detector', 'ddm'], '0\n1\n2', 1, /line 3, column 1: expected an error: 0, 1 .*found 2/u],
  ['an endless line', ['--detector', 'ddm'], '1'.repeat(5_000), 1, /line 1, column 1/u],
  ['an unknown detector', ['--detector', 'madwin'], '1', 2, /expected one of adwin, page-hinkley/u],
  ['an unknown parameter', ['--detector', 'adwin', '--param', 'sensitivity=1'], '1', 2, /adwin takes delta, clock/u],
  ['a parameter out of range', ['--detector', 'adwin', '--param', 'clock=0'], '1', 2, /clock/u],
  ['a parameter without value', ['--detector', 'adwin', '--param', 'delta'], '1', 2, /expected name=value/u],
];

it.each(REFUSED)('%s is refused', async (_name, args, stdin, code, message) => {
  const answer = await leeway(['drift', 'detect', ...args, '--input', '-'], stdin);
  expect(answer.err).toMatch(message);
  expect(answer).toMatchObject({ code, out: '' });
});
