import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pictureOfDelays } from './pictures/delays.ts';
import { pictureOfFalseAlerts } from './pictures/false-alerts.ts';
import { pictureOfRealFiles } from './pictures/real-files.ts';
import { PLANS, RATES, type AlarmPlan } from './plan.ts';
import type { AlarmReport } from './report.ts';
import { runPlan } from './run-plan.ts';
import { sectionsOf, withSections } from './sections.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const DOCUMENT = path.join(ROOT, 'docs/alarms.md');
export const RESULTS = path.join(import.meta.dirname, 'results.json');
export const PICTURES = {
  'false-alerts.svg': pictureOfFalseAlerts,
  'alarm-delays.svg': pictureOfDelays,
  'alarm-real-files.svg': pictureOfRealFiles,
};

export type AlarmBenchOptions = {
  quick: boolean;
  /** Also writes the results, the pictures, and the tables of docs/alarms.md. */
  write: boolean;
  rates?: readonly number[] | undefined;
  weeks?: number | undefined;
  onProgress: (line: string) => void;
};
export type AlarmBenchReport = { text: string; report: AlarmReport };

export function writeAll(report: AlarmReport): void {
  writeFileSync(RESULTS, `${JSON.stringify(report)}\n`);
  for (const [name, draw] of Object.entries(PICTURES))
    writeFileSync(path.join(ROOT, 'docs/pictures', name), draw(report));
  writeFileSync(DOCUMENT, withSections(readFileSync(DOCUMENT, 'utf8'), report));
}

/** False alerts of the alarm rule and of others, how soon shifts are found, and what it says of real files. */
export function benchAlarms({ quick, write, rates = RATES, weeks, onProgress }: AlarmBenchOptions): AlarmBenchReport {
  const plan: AlarmPlan = { ...PLANS[quick ? 'quick' : 'full'], ...(weeks === undefined ? {} : { weeks }) };
  const report = runPlan(plan, rates, onProgress);
  if (write) writeAll(report);
  const text = Object.entries(sectionsOf(report)).flatMap(([name, lines]) => [`${name}:`, ...lines, '']);
  return { text: [...text, `${report.seconds} s`].join('\n'), report };
}
