import { percentile } from '../percentile.ts';
import { measureRate, type Choice, type RateReport } from './measure-rate.ts';
import { PEER_RULES } from './peer-rules.ts';
import { pictureOfFalseAlerts } from './picture.ts';

export type AlarmBenchOptions = { weeks: number; rates: readonly number[]; onProgress: (line: string) => void };
export type AlarmBenchReport = { text: string; svg: string; seconds: number; rates: RateReport[] };

const COLUMNS = ['several', 'one hour', ...PEER_RULES] as const;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function falseAlertTable(rates: readonly RateReport[]): string[] {
  return [
    row(['rows/h', ...COLUMNS]),
    row(['---', ...COLUMNS].map(() => '---')),
    ...rates.map((rate) =>
      row([
        rate.rowsPerHour.toLocaleString('en'),
        ...COLUMNS.map((column) => String(Number((rate.falseAlerts[column] / rate.weeks).toPrecision(3)))),
      ]),
    ),
  ];
}

function delayCell(delays: readonly (number | null)[]): string {
  const found = delays.filter((delay) => delay !== null);
  const share = found.length === delays.length ? '' : ` (${found.length}/${delays.length})`;
  return found.length === 0 ? `0/${delays.length}` : `${Math.round(percentile(found, 50))}${share}`;
}

function delayTable(rates: readonly RateReport[]): string[] {
  const choices: readonly Choice[] = ['several', 'one hour'];
  const columns = rates.flatMap((rate) => choices.map((choice) => ({ rate, choice })));
  return [
    row(['shift', ...columns.map(({ rate, choice }) => `${rate.rowsPerHour.toLocaleString('en')} ${choice}`)]),
    row(['---', ...columns].map(() => '---')),
    ...Object.keys(rates[0]?.delays ?? {}).map((shift) =>
      row([shift, ...columns.map(({ rate, choice }) => delayCell(rate.delays[shift]?.[choice] ?? []))]),
    ),
  ];
}

/** False alerts of the alarm rule and of others, and how soon shifts are found. Seeded: the same numbers every time. */
export function benchAlarms({ weeks, rates, onProgress }: AlarmBenchOptions): AlarmBenchReport {
  const startMs = performance.now();
  const reports = rates.map((rate) => measureRate(rate, weeks, onProgress));
  const seconds = Math.round((performance.now() - startMs) / 1_000);
  const judged = reports.reduce((sum, { windowsJudged }) => sum + windowsJudged, 0);
  const whose = reports.flatMap(({ rowsPerHour, falseByGroup }) =>
    Object.entries(falseByGroup).map(([group, count]) => `${rowsPerHour}/h ${group}: ${count}`),
  );
  const text = [
    `False alerts per model-week (50 features, ${weeks} weeks watched per row)`,
    '',
    ...falseAlertTable(reports),
    '',
    ...(whose.length > 0 ? [`Own: ${whose.join('; ')}`, ''] : []),
    'Median minutes from shift to alert; (found/all) where not all were found within two days',
    '',
    ...delayTable(reports),
    '',
    `${judged.toLocaleString('en')} feature windows judged; ${seconds} s`,
  ].join('\n');
  return { text, svg: pictureOfFalseAlerts(reports), seconds, rates: reports };
}
