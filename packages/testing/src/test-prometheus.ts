import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensurePromtool, findFreePort, startPrometheus, type PrometheusServer } from '@leeway/devstack';

const run = promisify(execFile);
const MAX_OUTPUT = 50_000_000;
/** Steps that Prometheus answers at once are 11,000. */
const MAX_POINTS = 10_000;

type RecordingRule = { record: string; expr: string; labels: Record<string, string> };
type RangeSeries = { metric: Record<string, string>; values: [atSeconds: number, value: string][] };

/** A series' labels with its samples, as OpenMetrics has them. */
export type BackfilledSeries = { series: string; samples: readonly { atMs: number; value: number }[] };

type StartOptions = { config?: string; webConfig?: string; lookbackSeconds?: number };

/** A real Prometheus of a test's own, with a history that it did not have to wait for. */
export class TestPrometheus {
  readonly folder: string;
  readonly promtool: string;
  readonly #port: number;
  #server: PrometheusServer | null = null;
  #options: StartOptions = {};
  readonly url: string;

  private constructor(folder: string, promtool: string, port: number) {
    this.folder = folder;
    this.promtool = promtool;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** The first on a machine installs Prometheus, where that needs no question. */
  static async create(port?: number): Promise<TestPrometheus> {
    const promtool = await ensurePromtool(AbortSignal.timeout(180_000));
    if (promtool === null) throw new Error('Prometheus is not installed: apt-get install prometheus');
    const folder = await mkdtemp(join(tmpdir(), 'leeway-prometheus-'));
    await mkdir(join(folder, 'data'));
    return new TestPrometheus(folder, promtool, port ?? (await findFreePort()));
  }

  /** What it was started with is kept when it is started again. */
  async start(options: StartOptions = this.#options): Promise<void> {
    this.#options = options;
    this.#server ??= await startPrometheus({ home: this.folder, port: this.#port, ...options });
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.stop();
  }

  /** Writes samples of counters as blocks; while it runs they are found after a minute, so stop and start it. */
  async backfill(metric: string, series: readonly BackfilledSeries[]): Promise<void> {
    const lines = series.flatMap(({ series: labels, samples }) =>
      samples.map(({ atMs, value }) => `${metric}${labels} ${value} ${atMs / 1_000}`),
    );
    await this.#write(lines.join('\n'));
  }

  /**
   * Has this server evaluate recording rules at every step of a stretch of the past, and keeps what they record. Steps begin
   * at `fromMs` exactly, where the rule manager would shift each group by a hash of its name.
   */
  async record(
    rules: readonly RecordingRule[],
    range: { fromMs: number; toMs: number; stepMs: number },
  ): Promise<void> {
    const samples: string[] = [];
    for (const { record, expr, labels } of rules)
      for (const series of await this.range(expr, range)) {
        const all = Object.entries({ ...series.metric, ...labels, __name__: record }).filter(
          ([name]) => name !== '__name__',
        );
        const text = all.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',');
        samples.push(...series.values.map(([at, value]) => `${record}{${text}} ${value} ${at}`));
      }
    await this.#write(samples.join('\n'));
    await this.stop();
    await this.start();
  }

  /** What an expression is at every step; a long stretch is asked for in parts. */
  async range(expr: string, range: { fromMs: number; toMs: number; stepMs: number }): Promise<RangeSeries[]> {
    const all: RangeSeries[] = [];
    for (let fromMs = range.fromMs; fromMs <= range.toMs; fromMs += MAX_POINTS * range.stepMs) {
      const toMs = Math.min(range.toMs, fromMs + (MAX_POINTS - 1) * range.stepMs);
      const body = new URLSearchParams({
        query: expr,
        start: String(fromMs / 1_000),
        end: String(toMs / 1_000),
        step: String(range.stepMs / 1_000),
      });
      const response = await fetch(`${this.url}/api/v1/query_range`, { method: 'POST', body });
      const answer = (await response.json()) as { error?: string; data?: { result: RangeSeries[] } };
      if (answer.data === undefined) throw new Error(`${expr}: ${answer.error ?? response.status}`);
      all.push(...answer.data.result);
    }
    return all;
  }

  async #write(samples: string): Promise<void> {
    const file = join(this.folder, 'samples.txt');
    await writeFile(file, `${samples}\n# EOF\n`);
    await this.#promtool('tsdb', 'create-blocks-from', 'openmetrics', file, join(this.folder, 'data'));
  }

  async #promtool(...args: string[]): Promise<void> {
    await run(this.promtool, args, { maxBuffer: MAX_OUTPUT });
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
