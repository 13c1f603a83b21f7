import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnService, type ServiceProcess } from '../process/service-process.ts';
import { waitForHealth } from '../process/wait-for-health.ts';
import { StartError } from '../start-error.ts';
import { ensurePrometheus } from './prometheus-binaries.ts';

const READY_WITHIN_MS = 60_000;

export type PrometheusServer = { url: string; process: ServiceProcess; stop: () => Promise<void> };

/**
 * Prometheus on loopback, its blocks in `home`/data. Blocks that were made beside (`promtool tsdb create-blocks-from`) are
 * there when it starts; nothing is thrown away by age. For tests.
 */
export async function startPrometheus(input: {
  home: string;
  port: number;
  /** What it scrapes and evaluates, as prometheus.yml; nothing if left out. */
  config?: string;
  /** How long a sample stands for itself; Prometheus' own 5 minutes if left out. */
  lookbackSeconds?: number;
  /** Guards the API, as Prometheus' own web.yml. */
  webConfig?: string;
  signal?: AbortSignal;
}): Promise<PrometheusServer> {
  const { home, port } = input;
  const command = await ensurePrometheus(input.signal ?? new AbortController().signal);
  if (command === null) throw new StartError('Prometheus is not installed', 'apt-get install prometheus');
  const [configFile, webFile, logFile] = ['prometheus.yml', 'web.yml', 'prometheus.log'].map((name) =>
    join(home, name),
  ) as [string, string, string];
  await mkdir(join(home, 'data'), { recursive: true });
  await writeFile(configFile, input.config ?? '{}\n');
  if (input.webConfig !== undefined) await writeFile(webFile, input.webConfig);
  const service = await spawnService({
    command,
    args: [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${join(home, 'data')}`,
      '--storage.tsdb.retention.time=20y',
      '--storage.tsdb.allow-overlapping-blocks',
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-lifecycle',
      ...(input.lookbackSeconds === undefined ? [] : [`--query.lookback-delta=${input.lookbackSeconds}s`]),
      ...(input.webConfig === undefined ? [] : [`--web.config.file=${webFile}`]),
    ],
    logFile,
    env: { ...process.env, GOMAXPROCS: '2' },
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    // A guarded one answers 401, and is there all the same.
    if (input.webConfig === undefined)
      await waitForHealth({
        name: 'Prometheus',
        url: `${url}/-/ready`,
        process: service,
        logFile,
        withinMs: READY_WITHIN_MS,
        signal: input.signal,
      });
    else await waitForAnswer(url, service);
  } catch (error) {
    await service.stop();
    throw error;
  }
  return { url, process: service, stop: () => service.stop() };
}

async function waitForAnswer(url: string, service: ServiceProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const status = await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 401 || status === 200) return;
    if (service.hasExited() || Date.now() > deadline)
      throw new StartError('Prometheus did not answer within 60 s', 'read its log');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
