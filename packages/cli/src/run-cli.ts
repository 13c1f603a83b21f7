import { parseArgs } from 'node:util';
import { ServiceError } from '@leeway/services';
import { NewerDatabaseError } from '@leeway/store';
import { CliError } from './cli-error.ts';
import type { CliIo, Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { helpOf, helpOfAll } from './help.ts';

export type { CliIo } from './command.ts';

/** Runs one command line; returns the exit code: 0 done, 1 it did not work, 2 it was asked for wrongly. */
export async function runCli(args: string[], io: CliIo): Promise<number> {
  const wantsJson = args.includes('--json');
  try {
    const words = args.filter((arg) => !arg.startsWith('-'));
    const command = findCommand(words);
    if (command === undefined) {
      const asked = words.length > 0 && words[0] !== 'help';
      if (asked) throw new CliError(`unknown command: ${words.slice(0, 2).join(' ')}\n\n${helpOfAll(COMMANDS)}`, 2);
      io.out(helpOfAll(COMMANDS));
      return 0;
    }
    const options = parseOptions(command, args);
    if (options === 'help') {
      io.out(helpOf(command));
      return 0;
    }
    const result = await command.run({ options, io });
    io.out(wantsJson ? JSON.stringify(result.json) : result.text);
    return result.failed === true ? 1 : 0;
  } catch (error) {
    const { message, exitCode } = explain(error);
    io.err(wantsJson ? JSON.stringify({ error: message }) : `leeway: ${message}`);
    return exitCode;
  }
}

function findCommand(words: string[]): Command | undefined {
  return COMMANDS.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
}

function parseOptions(command: Command, args: string[]): Record<string, string | undefined> | 'help' {
  const rest = args.slice(args.indexOf(command.name.split(' ').at(-1) ?? '') + 1);
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: rest,
      options: {
        ...Object.fromEntries(Object.keys(command.options).map((name) => [name, { type: 'string' as const }])),
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new CliError(`${error instanceof Error ? error.message : String(error)}\n\n${helpOf(command)}`, 2);
  }
  if (values['help'] === true) return 'help';
  for (const [name, { required }] of Object.entries(command.options))
    if (required === true && values[name] === undefined)
      throw new CliError(`--${name} is missing\n\n${helpOf(command)}`, 2);
  return Object.fromEntries(
    Object.keys(command.options).map((name) => [name, typeof values[name] === 'string' ? values[name] : undefined]),
  );
}

function explain(error: unknown): { message: string; exitCode: number } {
  if (error instanceof CliError) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof ServiceError || error instanceof NewerDatabaseError)
    return { message: error.message, exitCode: 1 };
  const code = (error as { code?: unknown } | null)?.code;
  const message = error instanceof Error ? error.message.trim() : String(error);
  if (code === 'ECONNREFUSED' || code === 'P1001' || /ECONNREFUSED|Can't reach database/u.test(message))
    return { message: 'PostgreSQL does not answer at the address in DATABASE_URL.', exitCode: 1 };
  if (code === 'P2021') return { message: 'The database has no Leeway tables yet: run "leeway migrate".', exitCode: 1 };
  return { message, exitCode: 1 };
}
