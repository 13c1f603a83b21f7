import { statSync } from 'node:fs';
import type { CliIo } from '../command.ts';

const REDRAW_MS = 100;
const BAR_CELLS = 30;

export type Progress = {
  /** So much more is done. */
  add: (amount: number) => void;
  /** Takes the bar away; call it before anything is printed, also after a failure. */
  end: () => void;
};

/** How a bar looks; without a known total it says how much was done. */
export function progressLine(label: string, done: number, total: number | undefined, columns: number): string {
  const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
  const line =
    share === undefined
      ? `${label} ${mebibytes(done)}`
      : `${label} [${'='.repeat(Math.round(share * BAR_CELLS)).padEnd(BAR_CELLS)}] ${Math.floor(share * 100)
          .toString()
          .padStart(3)} % of ${mebibytes(total ?? 0)}`;
  return line.slice(0, Math.max(0, columns - 1));
}

/** A bar on standard error while bytes are read, if that is a terminal; otherwise nothing is written. */
export function startProgress(io: CliIo, label: string, total?: number): Progress {
  const { terminal } = io;
  if (terminal === undefined) return { add: () => {}, end: () => {} };
  let done = 0;
  let drawnMs = -Infinity;
  return {
    add: (amount) => {
      done += amount;
      const nowMs = performance.now();
      if (nowMs - drawnMs < REDRAW_MS) return;
      drawnMs = nowMs;
      terminal.write(`\r\u001B[K${progressLine(label, done, total, terminal.columns)}`);
    },
    end: () => {
      if (drawnMs > -Infinity) terminal.write('\r\u001B[K');
    },
  };
}

/** Size of a file that is to be read; undefined for what is no file. */
export function sourceBytes(source: string): number | undefined {
  return statSync(source, { throwIfNoEntry: false })?.size;
}
