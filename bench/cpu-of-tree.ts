import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of Linux a second. */
const TICKS = 100;

/** Processor time of a process and of all that it started, those that ended included. */
export function cpuMsOfTree(pid: number): number {
  let ticks = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/u.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [parent, user, system, ofEnded, systemOfEnded] = [
        fields[1],
        fields[11],
        fields[12],
        fields[13],
        fields[14],
      ];
      if (Number(entry) === pid) ticks += (user ?? 0) + (system ?? 0) + (ofEnded ?? 0) + (systemOfEnded ?? 0);
      else if (parent === pid) ticks += (user ?? 0) + (system ?? 0);
    } catch {
      // It ended while it was looked at.
    }
  }
  return (ticks * 1_000) / TICKS;
}
