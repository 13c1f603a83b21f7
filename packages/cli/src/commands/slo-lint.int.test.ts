import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
let folder: string;

async function lint(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, 'slo', 'lint', ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out.trim(), err: err.trim() });
    });
  });
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-lint-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SLO = `apiVersion: openslo/v1
kind: SLO
metadata: { name: answers }
spec:
  service: fraud
  budgetingMethod: Occurrences
  indicatorRef: good-answers
  timeWindow:
    - duration: 1M
      isRolling: false
      # A YAML timestamp, were it read as one.
      calendar: { startTime: 2026-01-01 00:00:00, timeZone: America/New_York }
  objectives: [{ target: 0.99 }]
`;
const SLI = `apiVersion: openslo/v1
kind: SLI
metadata: { name: good-answers }
spec:
  ratioMetric:
    counter: true
    good: { metricSource: { type: Prometheus, spec: { query: good } } }
    total: { metricSource: { type: Prometheus, spec: { query: all } } }
`;

it('passes documents of several files that refer to each other', async () => {
  const files = [await file('slo.yaml', `---\n${SLO}---\n`), await file('sli.yaml', SLI)];
  const { code, out } = await lint('--json', ...files);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    documents: [
      { kind: 'SLO', name: 'answers', ok: true, problems: [], file: files[0] },
      { kind: 'SLI', name: 'good-answers', ok: true, problems: [], file: files[1] },
    ],
  });
  expect((await lint(files[0] ?? '')).out).toContain('warning  spec.indicatorRef: no SLI "good-answers"');
});

it('refuses with document, path and reason, and ends with 1', async () => {
  const bad = await file(
    'bad.yaml',
    `- ${SLI.replaceAll('\n', '\n  ')}\n- {apiVersion: openslo/v1, kind: Service, metadata: {name: Not This}}\n`,
  );
  const { code, out } = await lint(bad, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    documents: [
      { kind: 'SLI', ok: true },
      { kind: 'Service', name: 'Not This', ok: false, problems: [{ path: 'metadata.name', severity: 'error' }] },
    ],
  });
  expect((await lint(bad)).out).toMatch(/refused {2}Service Not This \(.*bad\.yaml\)\n {2}error {2}metadata\.name: /u);
});

it('says where a file cannot be read', async () => {
  const torn = await lint('--json', await file('torn.yaml', 'apiVersion: openslo/v1\nkind: [SLO\n'));
  expect(torn.code).toBe(1);
  expect(torn.out).toMatch(/line \d+, column \d+/u);
  const twice = await lint(await file('twice.yaml', 'kind: SLO\nkind: SLI\n'));
  expect(twice).toMatchObject({ code: 1 });
  const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef'])
    laughs.push(`${to}: &${to} [${Array.from({ length: 9 }, () => `*${from}`).join(', ')}]`);
  expect((await lint(await file('laughs.yaml', laughs.join('\n')))).out).toMatch(/alias/iu);
  expect(await lint(join(folder, 'nowhere.yaml'))).toMatchObject({ code: 1 });
  expect(await lint('--json')).toMatchObject({ code: 2 });
});
