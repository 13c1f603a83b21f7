import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

type Reading = { state: string; value: number | null; pValue?: number; reason?: string; bound?: number };
type Feature = {
  type: string;
  form: string;
  reference: { n: number; missing: number };
  current: { n: number; missing: number };
  metrics: Record<string, Reading>;
  verdict: string;
};
type Compared = { features: Record<string, Feature>; unknownColumns: string[] };
type Expected = Record<string, Feature & { metrics: Record<string, { value: number; pValue?: number }> }>;

const MAIN = join(import.meta.dirname, '../main.ts');
let folder: string;
let golden: { reference_csv: string; current_csv: string; features: Expected };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-compare-'));
  const fixture = new URL('../../../testing/golden/compare.json', import.meta.url);
  golden = JSON.parse(await readFile(fixture, 'utf8')) as typeof golden;
  await writeFile(join(folder, 'a.csv'), golden.reference_csv);
  await writeFile(join(folder, 'b.csv'), golden.current_csv);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The real command in a process of its own, in the folder of the files. */
function leeway(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { cwd: folder, maxBuffer: 1e8 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

async function compare(...args: string[]): Promise<Compared> {
  const { code, out, err } = await leeway('drift', 'compare', ...args, '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Compared;
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return name;
}

function expectGolden({ features }: Compared): void {
  expect(Object.keys(features)).toEqual(Object.keys(golden.features));
  for (const [name, expected] of Object.entries(golden.features)) {
    const feature = features[name];
    expect(feature, name).toMatchObject({
      type: expected.type,
      form: 'exact',
      reference: expected.reference,
      current: expected.current,
    });
    for (const [id, { value, pValue }] of Object.entries(expected.metrics)) {
      const reading = feature?.metrics[id];
      expect(Math.abs((reading?.value ?? Number.NaN) - value), `${name} ${id}`).toBeLessThanOrEqual(
        1e-9 * Math.abs(value),
      );
      if (pValue !== undefined)
        expect(Math.abs((reading?.pValue ?? Number.NaN) - pValue), `${name} p of ${id}`).toBeLessThanOrEqual(
          1e-6 * pValue,
        );
    }
  }
}

describe('leeway drift compare', () => {
  test('equals SciPy on numbers, categories with a comma, booleans and missing cells', async () => {
    expectGolden(await compare('--reference', 'a.csv', '--current', 'b.csv'));
  });

  test('does not mind packing, line ends, a byte order mark or quotes, nor JSON Lines', async () => {
    const quoted = golden.current_csv
      .trimEnd()
      .split('\n')
      .map((line) =>
        line.includes('"')
          ? line
          : line
              .split(',')
              .map((cell) => (cell === '' ? '' : `"${cell}"`))
              .join(','),
      )
      .join('\r\n');
    await file('b.csv.gz', gzipSync(`\uFEFF${quoted}`));
    expectGolden(await compare('--reference', 'a.csv', '--current', 'b.csv.gz'));
    const [head = '', ...rows] = golden.reference_csv.trimEnd().replaceAll('"dark, grey"', 'dark grey').split('\n');
    const names = head.split(',');
    const objects = rows.map((row) =>
      JSON.stringify(
        Object.fromEntries(
          row.split(',').map((cell, i) => {
            const text = cell === 'dark grey' ? 'dark, grey' : cell;
            if (text === 'True' || text === 'False') return [names[i] ?? '', text === 'True'];
            return [names[i] ?? '', text === '' ? null : Number.isNaN(Number(text)) ? text : Number(text)];
          }),
        ),
      ),
    );
    await file('a.jsonl', objects.join('\n'));
    expectGolden(await compare('--reference', 'a.jsonl', '--current', 'b.csv'));
  });

  test('compares prediction events, whose features are objects inside', async () => {
    const events = (shift: number): string =>
      Array.from({ length: 300 }, (_, i) =>
        JSON.stringify({ id: `e${i}`, features: { x: (i % 50) + shift }, score: (i % 10) / 10 }),
      ).join('\n');
    await file('old.jsonl', events(0));
    await file('new.jsonl', events(40));
    const { features } = await compare('--reference', 'old.jsonl', '--current', 'new.jsonl');
    expect(features['features.x']).toMatchObject({
      verdict: 'critical',
      metrics: { wasserstein: { value: expect.closeTo(40, 9) as number } },
    });
    expect(features['score']).toMatchObject({ type: 'numeric', verdict: 'ok' });
  });

  test('a table with itself has not moved', async () => {
    const { features } = await compare('--reference', 'a.csv', '--current', 'a.csv');
    for (const [name, { verdict, metrics }] of Object.entries(features)) {
      expect(verdict, name).toBe('ok');
      for (const id of ['psi', 'kl', 'jensenShannon', 'hellinger', 'totalVariation', 'lInfinity', 'chiSquare', 'gTest'])
        expect(metrics[id]?.value, `${name} ${id}`).toBeCloseTo(0, 9);
      if (metrics['kolmogorovSmirnov'] !== undefined)
        expect(metrics['kolmogorovSmirnov']).toMatchObject({ value: 0, pValue: 1 });
    }
  });

  test('judges by conventions: a moved column is critical, an unmoved one ok, a short one insufficient', async () => {
    const column = (shift: number, n: number): string =>
      ['x,same', ...Array.from({ length: n }, (_, i) => `${(i % 97) + shift},${i % 89}`)].join('\n');
    await file('still.csv', column(0, 2_000));
    await file('moved.csv', column(60, 2_000));
    await file('short.csv', column(60, 40));
    const moved = await compare('--reference', 'still.csv', '--current', 'moved.csv');
    expect(moved.features['x']?.verdict).toBe('critical');
    expect(moved.features['same']?.verdict).toBe('ok');
    const short = await compare('--reference', 'still.csv', '--current', 'short.csv');
    expect(short.features['x']).toMatchObject({ verdict: 'insufficient', metrics: { psi: { state: 'measured' } } });
    const failing = await leeway(
      'drift',
      'compare',
      '--reference',
      'still.csv',
      '--current',
      'moved.csv',
      '--fail-on',
      'critical',
    );
    expect(failing.code).toBe(1);
    expect(failing.out).toMatch(/^x +numeric +2000 +2000 +critical/mu);
    const calm = await leeway(
      'drift',
      'compare',
      '--reference',
      'still.csv',
      '--current',
      'still.csv',
      '--fail-on',
      'warning',
    );
    expect(calm.code).toBe(0);
    expect(calm.out).toContain('Exact: computed from all values.');
  });

  test('few numbers stay numbers unless declared; prose is measured, true and false are booleans', async () => {
    const prose = Array.from({ length: 60 }, (_, i) => `"the ${i}th of many, many words"`);
    const csv = ['grade,flag,note', ...prose.map((note, i) => `${i % 3},${i % 2 === 0},${note}`)].join('\n');
    await file('kinds.csv', csv);
    const inferred = await compare('--reference', 'kinds.csv', '--current', 'kinds.csv');
    expect(Object.entries(inferred.features).map(([name, { type }]) => `${name} ${type}`)).toEqual([
      'grade numeric',
      'flag boolean',
      'note.length text',
      'note.tokens text',
    ]);
    expect(inferred.features['flag']?.metrics['twoProportionZ']).toMatchObject({ value: 0, pValue: 1 });
    const declared = await compare(
      '--reference',
      'kinds.csv',
      '--current',
      'kinds.csv',
      '--type',
      'grade=categorical',
      '--type',
      'note=categorical',
    );
    expect(declared.features['grade']).toMatchObject({
      type: 'categorical',
      metrics: { newCategoryRate: { value: 0 } },
    });
    expect(declared.features['grade']?.metrics['kolmogorovSmirnov']).toBeUndefined();
  });

  test('only the metrics that were asked for, in any of three ways; where one has no meaning it says why', async () => {
    for (const ids of [
      ['--metric', 'psi', 'wasserstein'],
      ['--metric', 'psi,wasserstein'],
      ['--metric', 'psi', '--metric', 'wasserstein'],
    ]) {
      const { features } = await compare('--reference', 'a.csv', '--current', 'b.csv', ...ids);
      expect(Object.keys(features['age']?.metrics ?? {})).toEqual(['psi', 'wasserstein']);
      expect(features['colour']?.metrics['wasserstein']).toEqual({
        value: null,
        state: 'undefined',
        reason: 'categories have no distances',
      });
    }
  });

  test('what cannot be measured has a state and a reason, never a number that is none', async () => {
    await file('odd.csv', 'constant,empty,huge,gone\n3,,1e308,a\n3,,-1e308,b\n3,,1e308,\n');
    await file('odder.csv', 'constant,empty,huge,extra\n4,,inf,1\n4,,NaN,2\n');
    const { features, unknownColumns } = await compare('--reference', 'odd.csv', '--current', 'odder.csv');
    expect(unknownColumns).toEqual(['extra']);
    expect(features['constant']?.metrics).toMatchObject({
      meanShift: { state: 'undefined', value: null },
      kolmogorovSmirnov: { state: 'measured', value: 1 },
      wasserstein: { value: 1 },
    });
    expect(features['empty']?.metrics['psi']?.state).toBe('insufficient');
    expect(features['huge']).toMatchObject({ current: { n: 2, missing: 2 } });
    expect(features['gone']).toMatchObject({ current: { n: 2, missing: 2 }, metrics: { missingRate: { value: 1 } } });
    for (const { metrics } of Object.values(features))
      for (const reading of Object.values(metrics))
        if (reading.state === 'measured') expect(Number.isFinite(reading.value)).toBe(true);
        else expect(reading.reason).not.toBe('');
  });

  test('more values than are kept are counted on a grid: the exact value lies within the bound', async () => {
    const exact = await compare('--reference', 'a.csv', '--current', 'b.csv');
    const counted = await compare('--reference', 'a.csv', '--current', 'b.csv', '--exact-values', '100');
    for (const name of ['amount', 'age', 'ratio', 'dice']) {
      const feature = counted.features[name];
      expect(feature).toMatchObject({ form: 'grid', verdict: exact.features[name]?.verdict });
      expect(feature?.reference).toEqual(exact.features[name]?.reference);
      expect(feature?.current).toEqual(exact.features[name]?.current);
      for (const id of [
        'kolmogorovSmirnov',
        'wasserstein',
        'energyDistance',
        'meanShift',
        'varianceRatio',
        'outOfRangeRate',
      ]) {
        const reading = feature?.metrics[id];
        if (reading?.state !== 'measured') continue;
        const difference = Math.abs((reading.value ?? Number.NaN) - (exact.features[name]?.metrics[id]?.value ?? 0));
        expect(difference, `${name} ${id}`).toBeLessThanOrEqual((reading.bound ?? 0) + 1e-9);
      }
    }
  });

  test.each([
    [['--reference', 'ragged.csv', '--current', 'b.csv'], 1, 'ragged.csv: line 3: expected 2 cells, found 3'],
    [['--reference', 'a.csv', '--current', 'nowhere.csv'], 1, 'nowhere.csv could not be read'],
    [
      ['--reference', 'text.csv', '--current', 'text.csv', '--type', 'x=numeric'],
      1,
      'text.csv: line 3, column "x": expected a number, found "two"',
    ],
    [['--reference', 'a.csv', '--current', 'b.csv', '--metric', 'psy'], 2, '--metric: expected one of psi, kl,'],
    [['--reference', 'a.csv', '--current', 'b.csv', '--type', 'age'], 2, '--type: expected column=numeric|'],
    [
      ['--reference', 'a.csv', '--current', 'b.csv', '--type', 'aged=numeric'],
      2,
      'expected a column of a.csv, found "aged"',
    ],
    [
      ['--reference', 'a.csv', '--current', 'b.csv', '--bins', '1'],
      2,
      '--bins: expected a whole number from 2 to 1000',
    ],
    [['--reference', 'a.csv'], 2, '--current is missing'],
  ])('refuses %j with the exit code %d', async (args, code, message) => {
    await file('ragged.csv', 'a,b\n1,2\n1,2,3\n');
    await file('text.csv', 'x\n1\ntwo\n');
    const refused = await leeway('drift', 'compare', ...args);
    expect(refused).toMatchObject({ code, out: '' });
    expect(refused.err).toContain(message);
    const json = await leeway('drift', 'compare', ...args, '--json');
    expect(JSON.parse(json.err)).toMatchObject({ error: expect.stringContaining(message) as string });
  });
});

test('leeway drift metrics explains every metric', async () => {
  const { code, out } = await leeway('drift', 'metrics', '--json');
  expect(code).toBe(0);
  const metrics = JSON.parse(out) as Record<string, string>[];
  for (const id of ['energyDistance', 'maximumMeanDiscrepancy', 'reconstructionError'])
    expect(metrics.map((metric) => metric['id'])).toContain(id);
  for (const metric of metrics)
    for (const key of ['formula', 'source', 'domain', 'meaning', 'errorBound']) expect(metric[key]).not.toBe('');
  const text = await leeway('drift', 'metrics');
  expect(text.out).toMatch(/^psi: Population stability index/mu);
});
