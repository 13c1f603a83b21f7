import type { Readable } from 'node:stream';

export type CliIo = {
  env: Record<string, string | undefined>;
  out: (text: string) => void;
  err: (text: string) => void;
  stdin: Readable;
  /** Where a progress bar is drawn: only if standard error is a terminal. */
  terminal?: { write: (text: string) => void; columns: number };
};

type CommandInput = {
  /** By name, without the dashes; the last one where an option came more than once. Flags that were given are 'true'. */
  options: Record<string, string | undefined>;
  /** All values of the options that may come more than once. */
  lists: Record<string, readonly string[]>;
  io: CliIo;
};

export type Command = {
  /** Words after `leeway`, as they are typed. */
  name: string;
  summary: string;
  /**
   * Options with what they mean: one without `value` is a flag; `many` may come more than once, or with several values.
   * `json` is understood by every command.
   */
  options: Record<string, { value?: string; help: string; required?: boolean; many?: boolean }>;
  /** Option that the first word after the name stands for. */
  positional?: string;
  /** What to print: `text` for people, `json` with --json. `failed` sets the exit code to 1. */
  run: (input: CommandInput) => Promise<{ text: string; json: unknown; failed?: boolean }>;
};
