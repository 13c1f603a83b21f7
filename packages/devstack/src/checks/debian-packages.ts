import { existsSync } from 'node:fs';
import { runCommand } from '../process/run-command.ts';

/** Installs packages where that needs no question: as root on a system with apt. true when it did. */
export async function installDebianPackages(names: string[], signal: AbortSignal): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...names];
  const first = await runCommand({ command: 'apt-get', args: install, env, signal });
  if (first.code === 0) return true;
  await runCommand({ command: 'apt-get', args: ['update'], env, signal });
  return (await runCommand({ command: 'apt-get', args: install, env, signal })).code === 0;
}
