import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createStepPrinter, type StepPrinter } from '../start/step-printer.ts';
import { runStages, type StageReport } from './run-stages.ts';
import type { Stage } from './stage.ts';

const MOST_LINES = 160;

/** Runs stages, prints a line for each, and closes with `N passed, N failed`; resolves with the exit code. */
export async function runChecks(stages: readonly Stage[], rootDir: string): Promise<number> {
  const logDir = join(rootDir, 'node_modules/.cache/leeway/checks');
  await mkdir(logDir, { recursive: true });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
  }
  if (!process.stdout.isTTY) {
    process.env['NO_COLOR'] = '1';
    delete process.env['FORCE_COLOR'];
  }
  const printer = createStepPrinter(process.stdout);
  try {
    const counts = await runStages(
      stages,
      { rootDir, logDir, signal: stop.signal },
      { during: printer.during, onDone: (report) => printStage(printer, report) },
    );
    printer.say(`\n${counts.passed} passed, ${counts.failed} failed`);
    return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    printer.say(`\n  ${String(stop.signal.reason)}`);
    return 130;
  } finally {
    printer.close();
  }
}

function printStage(printer: StepPrinter, report: StageReport): void {
  const { counts, output, note } = report.outcome;
  const mark = counts.failed > 0 ? '✗' : note === undefined ? '✓' : '·';
  const numbers = [`${counts.passed} passed`, `${counts.failed} failed`];
  if (counts.skipped > 0) numbers.push(`${counts.skipped} skipped`);
  const took = `${(report.tookMs / 1000).toFixed(1)} s`;
  printer.say(`  ${mark} ${report.name.padEnd(26)}${took.padStart(8)}  ${note ?? numbers.join(', ')}`);
  if (counts.failed > 0) printer.say(`\n${shorten(output)}\n`);
}

/** The whole output lies in the log; a screen shows its beginning, where the first failure is, and its end. */
function shorten(output: string): string {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= MOST_LINES) return lines.join('\n');
  const half = MOST_LINES / 2;
  return [...lines.slice(0, half), `… ${lines.length - MOST_LINES} lines …`, ...lines.slice(-half)].join('\n');
}
