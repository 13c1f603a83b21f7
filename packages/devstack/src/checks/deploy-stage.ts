import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand, type CommandResult } from '../process/run-command.ts';
import { installDebianPackages } from './debian-packages.ts';
import { ensurePromtool } from '../prometheus/prometheus-binaries.ts';
import { FAILED, NOTHING, PASSED, type Stage, type StageContext } from './stage.ts';

/** Values for what the compose file demands: it has no default passwords, and a check needs none that are real. */
const COMPOSE_ENV = {
  POSTGRES_PASSWORD: 'only-for-the-check',
  LEEWAY_AUTH_SECRET: 'only-for-the-check-only-for-the-check',
  GRAFANA_ADMIN_PASSWORD: 'only-for-the-check',
};

/** docker-compose.yml is valid, and refuses to go without its passwords. */
export const composeStage: Stage = {
  name: 'compose',
  together: true,
  run: async (context) => {
    const compose = await findCompose(context);
    if (compose === null) return { counts: NOTHING, output: '', note: 'no docker-compose here: not checked' };
    const valid = await validate(compose, COMPOSE_ENV, context);
    if (valid.code !== 0) return { counts: FAILED, output: valid.output };
    for (const name of Object.keys(COMPOSE_ENV)) {
      const refused = await validate(compose, { ...COMPOSE_ENV, [name]: '' }, context);
      if (refused.code === 0 || !refused.output.includes(name)) {
        return { counts: FAILED, output: `docker-compose.yml does without ${name}` };
      }
    }
    return { counts: PASSED, output: '' };
  },
};

/** The Prometheus configuration and every query of the Grafana board. */
export const prometheusStage: Stage = {
  name: 'prometheus',
  together: true,
  run: async ({ rootDir, logDir, signal }) => {
    const promtool = await ensurePromtool(signal);
    if (promtool === null) return { counts: NOTHING, output: '', note: 'no promtool here: not checked' };
    const rules = join(logDir, 'board-rules.yml');
    await writeFile(rules, await boardAsRules(rootDir));
    const config = join(rootDir, 'deploy/prometheus/prometheus.yml');
    const results = [
      await runCommand({ command: promtool, args: ['check', 'config', config], signal }),
      await runCommand({ command: promtool, args: ['check', 'rules', rules], signal }),
    ];
    const bad = results.filter(({ code }) => code !== 0);
    return { counts: bad.length === 0 ? PASSED : FAILED, output: bad.map(({ output }) => output).join('\n') };
  },
};

/** promtool checks queries only inside rules; JSON is YAML too. */
async function boardAsRules(rootDir: string): Promise<string> {
  const text = await readFile(join(rootDir, 'deploy/grafana/dashboards/fleet.json'), 'utf8');
  const board = Board.parse(JSON.parse(text));
  const rules = board.panels
    .flatMap(({ targets }) => targets)
    .map(({ expr }, index) => ({ record: `board:query:${index}`, expr }));
  return JSON.stringify({ groups: [{ name: 'board', rules }] });
}

const Board = z.object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })) });

type Compose = { command: string; args: string[] };

async function findCompose({ signal }: StageContext): Promise<Compose | null> {
  const candidates: Compose[] = [
    { command: 'docker-compose', args: [] },
    { command: 'docker', args: ['compose'] },
  ];
  for (const candidate of candidates) if (await answers(candidate, signal)) return candidate;
  if (!(await installDebianPackages(['docker-compose'], signal))) return null;
  const [debian] = candidates;
  return debian !== undefined && (await answers(debian, signal)) ? debian : null;
}

async function answers({ command, args }: Compose, signal: AbortSignal): Promise<boolean> {
  try {
    return (await runCommand({ command, args: [...args, 'version'], signal })).code === 0;
  } catch {
    return false;
  }
}

function validate(compose: Compose, env: Record<string, string>, context: StageContext): Promise<CommandResult> {
  return runCommand({
    command: compose.command,
    args: [...compose.args, '-f', join(context.rootDir, 'docker-compose.yml'), 'config', '-q'],
    cwd: context.rootDir,
    env: { ...process.env, ...env },
    signal: context.signal,
  });
}
