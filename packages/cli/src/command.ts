import type { Readable } from 'node:stream';

export type CliIo = {
  env: Record<string, string | undefined>;
  out: (text: string) => void;
  err: (text: string) => void;
  stdin: Readable;
};

type CommandInput = {
  /** By name, without the dashes. */
  options: Record<string, string | undefined>;
  io: CliIo;
};

export type Command = {
  /** Words after `leeway`, as they are typed. */
  name: string;
  summary: string;
  /** Options that take a value, with what they mean. `json` is understood by every command. */
  options: Record<string, { value: string; help: string; required?: boolean }>;
  /** What to print: `text` for people, `json` with --json. `failed` sets the exit code to 1. */
  run: (input: CommandInput) => Promise<{ text: string; json: unknown; failed?: boolean }>;
};
