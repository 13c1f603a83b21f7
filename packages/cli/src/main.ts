#!/usr/bin/env node
import { runCli } from './run-cli.ts';

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  stdin: process.stdin,
  ...(process.stderr.isTTY
    ? { terminal: { write: (text: string) => void process.stderr.write(text), columns: process.stderr.columns } }
    : {}),
});
