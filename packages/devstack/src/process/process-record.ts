import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processIdentity } from './process-identity.ts';

const ProcessRecord = z.object({ name: z.string(), pid: z.int().positive(), identity: z.string() });
export type ProcessRecord = z.infer<typeof ProcessRecord>;

/** Notes a running process in `dir`, so that a start after a kill -9 finds what it left behind. */
export function recordProcess(dir: string, name: string, pid: number): void {
  const identity = processIdentity(pid);
  if (identity === null) return;
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, `${name}.json`), JSON.stringify({ name, pid, identity } satisfies ProcessRecord));
}

export function forgetProcess(dir: string, name: string): void {
  rmSync(join(dir, `${name}.json`), { force: true });
}

/** The recorded processes that still run: the same processes, not others that got their numbers. */
export function survivingProcesses(dir: string): ProcessRecord[] {
  return readRecords(dir).filter(isSurviving);
}

/** Stops what an earlier start left behind, lower ranks first; returns the names. */
export async function stopSurvivors(
  dir: string,
  options: {
    rankOf: (name: string) => number;
    signalOf: (name: string) => NodeJS.Signals;
    graceMs: number;
  },
): Promise<string[]> {
  const survivors = survivingProcesses(dir);
  const ranks = [...new Set(survivors.map(({ name }) => options.rankOf(name)))].toSorted((a, b) => a - b);
  for (const rank of ranks) {
    await stopAll(
      survivors.filter(({ name }) => options.rankOf(name) === rank),
      options,
    );
  }
  for (const { name } of readRecords(dir)) forgetProcess(dir, name);
  return survivors.map(({ name }) => name);
}

async function stopAll(
  records: ProcessRecord[],
  options: { signalOf: (name: string) => NodeJS.Signals; graceMs: number },
): Promise<void> {
  const left = (): ProcessRecord[] => records.filter(isSurviving);
  for (const { pid, name } of records) send(pid, options.signalOf(name));
  const deadline = Date.now() + options.graceMs;
  while (left().length > 0 && Date.now() < deadline) await pause(50);
  for (const { pid } of left()) send(pid, 'SIGKILL');
  while (left().length > 0 && Date.now() < deadline + 5000) await pause(50);
}

function isSurviving(record: ProcessRecord): boolean {
  return processIdentity(record.pid) === record.identity;
}

function readRecords(dir: string): ProcessRecord[] {
  let names: string[] = [];
  try {
    names = readdirSync(dir).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    try {
      return [ProcessRecord.parse(JSON.parse(readFileSync(join(dir, name), 'utf8')))];
    } catch {
      // Cut short while being written: its process can't be told from another.
      return [];
    }
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone in the meantime.
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
