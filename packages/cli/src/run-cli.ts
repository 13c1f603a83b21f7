import { parseArgs } from 'node:util';
import { ServiceError } from '@leeway/services';
import { NewerDatabaseError } from '@leeway/store';
import { CliError } from './cli-error.ts';
import type { CliIo, Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { helpOf, helpOfAll } from './help.ts';

export type { CliIo } from './command.ts';

type Given = { options: Record<string, string | undefined>; lists: Record<string, string[]> };

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
    const given = parseOptions(command, args);
    if (given === 'help') {
      io.out(helpOf(command));
      return 0;
    }
    const result = await command.run({ ...given, io });
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

function parseOptions(command: Command, args: string[]): Given | 'help' {
  const rest = args.slice(args.indexOf(command.name.split(' ').at(-1) ?? '') + 1);
  namePositional(command, rest);
  const known = Object.entries(command.options);
  let values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  try {
    ({ values } = parseArgs({
      args: repeatNames(command, rest),
      options: {
        ...Object.fromEntries(
          known.map(([name, { value }]) => [
            name,
            { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true },
          ]),
        ),
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new CliError(`${error instanceof Error ? error.message : String(error)}\n\n${helpOf(command)}`, 2);
  }
  if (values['help'] === true) return 'help';
  const lists = Object.fromEntries(known.map(([name]) => [name, [values[name] ?? []].flat().map(String)]));
  for (const [name, { required }] of known)
    if (required === true && lists[name]?.length === 0)
      throw new CliError(`--${name} is missing\n\n${helpOf(command)}`, 2);
  return { options: Object.fromEntries(known.map(([name]) => [name, lists[name]?.at(-1)])), lists };
}

/** The first word after the name, or after flags, is the positional option: it gets its name in front. */
function namePositional({ positional, options }: Command, rest: string[]): void {
  if (positional === undefined) return;
  const isFlag = (arg: string) =>
    arg === '--json' || (arg.startsWith('--') && options[arg.slice(2)]?.value === undefined);
  const first = rest.findIndex((arg) => !isFlag(arg));
  if (first >= 0 && rest[first]?.startsWith('-') === false) rest.splice(first, 0, `--${positional}`);
}

/** `--metric psi kl` becomes `--metric psi --metric kl`, for options that take many values. */
function repeatNames({ options }: Command, args: readonly string[]): string[] {
  let open: string | undefined;
  let values = 0;
  return args.flatMap((arg) => {
    if (arg.startsWith('-')) {
      open = options[arg.slice(2)]?.many === true ? arg : undefined;
      values = 0;
      return [arg];
    }
    values += 1;
    return open !== undefined && values > 1 ? [open, arg] : [arg];
  });
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
