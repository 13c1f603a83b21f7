import { join } from 'node:path';
import { turboBuild, completeStandalone } from '../build/build-web.ts';
import { runCommand } from '../process/run-command.ts';
import { StartError } from '../start-error.ts';
import { FAILED, PASSED, type Stage, type StageContext, type StageOutcome } from './stage.ts';

/** A command of node_modules/.bin that passes when it ends with 0. */
function toolStage(name: string, commands: string[][]): Stage {
  return { name, together: true, run: (context) => runTools(commands, context) };
}

async function runTools(commands: string[][], context: StageContext): Promise<StageOutcome> {
  const outputs: string[] = [];
  for (const [tool = '', ...args] of commands) {
    const { code, output } = await runCommand({
      command: join(context.rootDir, 'node_modules/.bin', tool),
      args,
      cwd: context.rootDir,
      signal: context.signal,
    });
    if (code !== 0) outputs.push(output.trimEnd());
  }
  return { counts: outputs.length === 0 ? PASSED : FAILED, output: outputs.join('\n') };
}

export const formatStage = toolStage('format', [['oxfmt', '--check']]);
export const lintStage = toolStage('lint', [['oxlint', '--type-aware']]);
export const typesStage = toolStage('types', [
  ['tsc', '-p', 'tsconfig.json'],
  ['tsc', '-p', 'apps/web/tsconfig.json'],
  ['tsc', '-p', 'apps/web/e2e/tsconfig.json'],
]);

/** Every app as it is shipped. */
export const buildStage: Stage = {
  name: 'build',
  run: async ({ rootDir, logDir, signal }) => {
    try {
      await turboBuild({ rootDir, logFile: join(logDir, 'build.log'), filters: [], signal });
      await completeStandalone(rootDir);
      return { counts: PASSED, output: '' };
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      return { counts: FAILED, output: error.message };
    }
  },
};
