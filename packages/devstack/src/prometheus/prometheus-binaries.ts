import { existsSync } from 'node:fs';
import { installDebianPackages } from './debian-packages.ts';

const PROMTOOL = '/usr/bin/promtool';

/** The path of Prometheus' own checker, which is installed where that needs no question; null where it can't be. */
export async function ensurePromtool(signal: AbortSignal): Promise<string | null> {
  if (!existsSync(PROMTOOL)) await installDebianPackages(['prometheus'], signal);
  return existsSync(PROMTOOL) ? PROMTOOL : null;
}
