import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.ts';
import { playwrightCounts, withExitCode } from './check-counts.ts';
import { installDebianPackages } from './debian-packages.ts';
import { FAILED, type Stage, type StageContext } from './stage.ts';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** The browser tests of the web app, in a real Chromium, against a stack that they start themselves. */
export function browserStage(withinMs: number): Stage {
  return {
    name: 'browser',
    needs: ['build'],
    run: async (context) => {
      const problem = await ensureChromium(context);
      if (problem !== null) return { counts: FAILED, output: problem };
      const web = join(context.rootDir, 'apps/web');
      const report = join(context.logDir, 'browser.json');
      await rm(report, { force: true });
      const { code, output } = await runCommand({
        command: join(context.rootDir, 'node_modules/.bin/playwright'),
        args: ['test', '--reporter=list,json'],
        cwd: web,
        env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
        logFile: join(context.logDir, 'browser.log'),
        signal: context.signal,
        withinMs,
        // The stack of the tests stops in order when it is told to.
        graceMs: 40_000,
      });
      const text = await readFile(report, 'utf8').catch(() => null);
      if (text === null) return { counts: FAILED, output };
      return { counts: withExitCode(playwrightCounts(JSON.parse(text)), code), output };
    },
  };
}

/** Debian's browser where it is or can be installed, Playwright's own elsewhere; null, or why there is none. */
async function ensureChromium({ rootDir, signal }: StageContext): Promise<string | null> {
  if (existsSync(DEBIAN_CHROMIUM)) return null;
  if ((await installDebianPackages(['chromium'], signal)) && existsSync(DEBIAN_CHROMIUM)) return null;
  const { code, output } = await runCommand({
    command: join(rootDir, 'node_modules/.bin/playwright'),
    args: ['install', 'chromium'],
    cwd: join(rootDir, 'apps/web'),
    signal,
  });
  return code === 0 ? null : `no Chromium could be installed; install one at ${DEBIAN_CHROMIUM}\n${output}`;
}
