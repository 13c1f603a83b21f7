import { DAY_MINUTES } from '../../budget/rolling-window.ts';
import { MAX_WINDOW_DAYS } from '../../spec/slo-document.ts';
import { durationMinutes, parseDuration } from '../duration.ts';
import type { OpenSloProblem } from '../open-slo-problem.ts';
import type { SloSpec } from '../v1/slo.ts';
import { refused } from './import-problem.ts';

/** OpenSLO leaves open what no window means; the lint says which one is taken. */
const DEFAULT_DAYS = 28;

export type ImportedWindow = { windowDays: number } | { problem: OpenSloProblem };

export function importWindow({ timeWindow }: SloSpec): ImportedWindow {
  const [window] = timeWindow ?? [];
  const parsed = window === undefined ? null : parseDuration(window.duration);
  if (window === undefined || parsed === null) return { windowDays: DEFAULT_DAYS };
  const path = 'spec.timeWindow[0]';
  if (!window.isRolling) return { problem: refused(path, 'windows of a calendar are not kept yet: only rolling ones') };
  const minutes = durationMinutes(parsed);
  if (minutes % DAY_MINUTES !== 0 || minutes / DAY_MINUTES > MAX_WINDOW_DAYS)
    return {
      problem: refused(`${path}.duration`, `${window.duration}: whole days from 1 to ${MAX_WINDOW_DAYS} are kept`),
    };
  return { windowDays: minutes / DAY_MINUTES };
}
