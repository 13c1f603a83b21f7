import { existsSync } from 'node:fs';
import { installDebianPackages } from '../checks/debian-packages.ts';

const BINARIES = { prometheus: '/usr/bin/prometheus', promtool: '/usr/bin/promtool' } as const;

async function ensure(name: keyof typeof BINARIES, signal: AbortSignal): Promise<string | null> {
  const path = BINARIES[name];
  if (!existsSync(path)) await installDebianPackages(['prometheus'], signal);
  return existsSync(path) ? path : null;
}

/** The path of Prometheus' own checker, which is installed where that needs no question; null where it can't be. */
export function ensurePromtool(signal: AbortSignal): Promise<string | null> {
  return ensure('promtool', signal);
}

/** The path of Prometheus itself, in the same way. */
export function ensurePrometheus(signal: AbortSignal): Promise<string | null> {
  return ensure('prometheus', signal);
}
