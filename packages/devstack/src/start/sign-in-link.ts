import { runCommand } from '../process/run-command.ts';
import { StartError } from '../start-error.ts';
import type { StackContext } from './services.ts';

/** A link that signs in once, by the command that an operator would use. */
export async function makeSignInLink(context: StackContext, connectionString: string): Promise<string> {
  const { code, stdout, output } = await runCommand({
    command: process.execPath,
    args: ['packages/cli/src/main.ts', 'sign-in-link', '--url', context.settings.webUrl],
    cwd: context.rootDir,
    env: { ...process.env, DATABASE_URL: connectionString },
    signal: context.signal,
  });
  const link = /https?:\/\/\S+/u.exec(stdout)?.[0];
  if (code === 0 && link !== undefined) return link;
  throw new StartError(
    `no sign-in link could be made:\n${output.trimEnd().split('\n').slice(-8).join('\n')}`,
    'try by hand: npm run leeway -- sign-in-link',
  );
}
