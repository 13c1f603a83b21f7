import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.ts';
import { vitestCounts, withExitCode } from './check-counts.ts';
import { FAILED, type Stage } from './stage.ts';

/** One project of vitest.config.ts. */
export function vitestStage(project: 'unit' | 'integration' | 'faults', withinMs: number): Stage {
  return {
    name: project,
    run: async ({ rootDir, logDir, signal }) => {
      const report = join(logDir, `${project}.json`);
      await rm(report, { force: true });
      const { code, output } = await runCommand({
        command: join(rootDir, 'node_modules/.bin/vitest'),
        args: ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
        cwd: rootDir,
        logFile: join(logDir, `${project}.log`),
        signal,
        withinMs,
      });
      const text = await readFile(report, 'utf8').catch(() => null);
      if (text === null) return { counts: FAILED, output: failuresOnly(output) };
      return { counts: withExitCode(vitestCounts(JSON.parse(text)), code), output: failuresOnly(output) };
    },
  };
}

/** Vitest tells the failures after the list of all files. */
function failuresOnly(output: string): string {
  const start = output.search(/^.*(?:Failed (?:Suites|Tests)|Unhandled Error)/mu);
  return start === -1 ? output : output.slice(start);
}
