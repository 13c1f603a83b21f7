import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { signalGroup } from '../process/run-command.ts';
import { survivingProcesses } from '../process/process-record.ts';
import { StartError } from '../start-error.ts';
import { takeHomeLock } from './home-lock.ts';
import { prepareHome } from './prepare-home.ts';
import { runStack } from './run-stack.ts';
import { readSettings, USAGE, type StackSettings } from './settings.ts';
import { createStack } from './stack.ts';
import { createStepPrinter, stepLine, type StepPrinter } from './step-printer.ts';

/** One Ctrl-C reaches this process several times: from the terminal, from npm and from the bootstrap script. */
const SAME_KEYPRESS_MS = 1500;

/** Runs `npm start` or `npm run dev` to its end; resolves with the exit code. */
export async function main(input: { mode: StackSettings['mode']; argv: string[]; rootDir: string }): Promise<number> {
  const beganAt = Number(process.env['LEEWAY_BEGAN_AT_MS'] ?? Date.now());
  const printer = createStepPrinter(process.stdout);
  try {
    const envFile = join(input.rootDir, '.env');
    if (existsSync(envFile)) process.loadEnvFile(envFile);
    const settings = readSettings({ ...input, env: process.env });
    if (settings === null) {
      printer.say(USAGE);
      return 0;
    }
    return await runUntilStopped(settings, input.rootDir, printer, beganAt);
  } catch (error) {
    printer.close();
    process.stderr.write(explain(error));
    return 1;
  } finally {
    printer.close();
  }
}

async function runUntilStopped(
  settings: StackSettings,
  rootDir: string,
  printer: StepPrinter,
  beganAt: number,
): Promise<number> {
  const home = prepareHome(settings.homeDir, settings.env.LEEWAY_AUTH_SECRET);
  const lock = takeHomeLock(home.lockFile, home.dir);
  const stack = createStack({ say: printer.say, runDir: home.runDir });
  const stopRequest = listenForStop(home.runDir);
  let isReady = false;
  try {
    const link = await runStack({ settings, home, rootDir, signal: stopRequest.signal }, stack, printer);
    isReady = true;
    printer.say(readyText(settings, link, Date.now() - beganAt));
    await stopRequest.requested;
  } catch (error) {
    if (!stopRequest.signal.aborted) throw error;
  } finally {
    const began = performance.now();
    await stack.stopAll((name, tookMs) => printer.say(stepLine({ mark: '■', name, tookMs, note: 'stopped' })));
    lock.release();
    stopRequest.close();
    if (stopRequest.signal.aborted) {
      printer.say(`  Stopped in ${((performance.now() - began) / 1000).toFixed(1)} s. The data stays in ${home.dir}`);
    }
  }
  return isReady ? 0 : 130;
}

function readyText(settings: StackSettings, link: string, tookMs: number): string {
  return `
  Leeway is ready after ${(tookMs / 1000).toFixed(1)} s:  ${settings.webUrl}
  Sign in (this link works once):  ${link}
  Logs: ${join(settings.homeDir, 'logs')}    Ctrl-C stops everything that was started here.
`;
}

type StopRequest = { signal: AbortSignal; requested: Promise<void>; close: () => void };

/** The first signal asks for an orderly end, one that comes clearly later forces it. */
function listenForStop(runDir: string): StopRequest {
  const controller = new AbortController();
  let firstAt = 0;
  const onSignal = (): void => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      controller.abort(new Error('stopped by a signal'));
    } else if (performance.now() - firstAt > SAME_KEYPRESS_MS) {
      for (const { pid } of survivingProcesses(runDir)) signalGroup(pid, 'SIGKILL');
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, onSignal);
  // npm passes a signal on to its shell, which may end without telling us; nobody could stop us then.
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.ppid !== parent && !controller.signal.aborted) onSignal();
  }, 500);
  return {
    signal: controller.signal,
    requested: new Promise((resolve) => {
      controller.signal.addEventListener('abort', () => resolve(), { once: true });
    }),
    close: () => {
      clearInterval(orphaned);
      for (const name of signals) process.off(name, onSignal);
    },
  };
}

function explain(error: unknown): string {
  if (error instanceof StartError) {
    return `\n  ✗ ${indent(error.message)}\n  → ${indent(error.remedy)}\n\n`;
  }
  return `\n  ✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n`;
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n    ');
}
