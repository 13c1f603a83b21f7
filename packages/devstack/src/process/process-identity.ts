import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Tells one process from another that was given the same number later: its start time and, where the system says
 * so, the boot it belongs to. null when no such process runs (a zombie does not run).
 */
export function processIdentity(pid: number): string | null {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name is in brackets and may hold spaces and brackets itself; fields count from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${fields[19] ?? ''}`;
  } catch {
    return null;
  }
}

function fromPs(pid: number): string | null {
  const line = (spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim();
  return line === '' || line.startsWith('Z') ? null : line.slice(line.indexOf(' ')).trim();
}
