import { percentile } from '../percentile.ts';
import type { CalmReport } from './measure-calm.ts';
import type { Found } from './measure-delays.ts';
import { PEER_RULES } from './peer-rules.ts';
import { poissonUpper, type AlarmReport } from './report.ts';
import { CHOICE_NAMES, type Choice } from './watch-model.ts';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map(() => '---')),
  ...rows.map(row),
];
const number = (value: number): string => String(Number(value.toPrecision(3)));
const rate = (rowsPerHour: number): string => rowsPerHour.toLocaleString('en');

const CHOICE_TITLES: Record<Choice, string> = { several: 'five windows', 'one hour': 'one hour' };
const PEERS = [...PEER_RULES, 'evidently-dataset'] as const;

function pooled(reports: readonly CalmReport[], choice: Choice): string {
  const seen = reports.reduce((sum, report) => sum + (report.falseAlerts[choice] ?? 0), 0);
  const weeks = reports.reduce((sum, { modelWeeks }) => sum + modelWeeks, 0);
  return `${seen} in ${weeks} = ${number(seen / weeks)} (≤ ${number(poissonUpper(seen) / weeks)})`;
}

function ownCells(report: CalmReport, choice: Choice): string {
  const seen = report.falseAlerts[choice];
  return seen === undefined ? '–' : `${number(seen / report.modelWeeks)} (${seen} in ${report.modelWeeks})`;
}

export function falseAlertTable({ calm }: AlarmReport): string[] {
  const head = ['rows/h', ...CHOICE_NAMES.map((choice) => CHOICE_TITLES[choice]), ...PEERS];
  const rows = calm.map((report) => [
    rate(report.rowsPerHour),
    ...CHOICE_NAMES.map((choice) => ownCells(report, choice)),
    ...PEERS.map((rule) => number((report.peers[rule] ?? 0) / report.peerModelWeeks)),
  ]);
  const all = ['all', ...CHOICE_NAMES.map((choice) => pooled(calm, choice)), ...PEERS.map(() => '')];
  return table(head, [...rows, all]);
}

export function groupTable({ calm }: AlarmReport): string[] {
  const lines = calm.flatMap(({ rowsPerHour, falseByGroup }) =>
    Object.entries(falseByGroup).map(([group, count]) => [rate(rowsPerHour), group, String(count)]),
  );
  return lines.length === 0 ? ['None.'] : table(['rows/h', 'feature, windows', 'alerts'], lines);
}

export function otherCalmTable({ correlated, minute }: AlarmReport): string[] {
  const line = (what: string, report: CalmReport) => [
    what,
    rate(report.rowsPerHour),
    ...CHOICE_NAMES.map((choice) => ownCells(report, choice)),
    CHOICE_NAMES.map((choice) => report.falseMoments[choice] ?? '–').join(' / '),
  ];
  return table(
    ['', 'rows/h', ...CHOICE_NAMES.map((choice) => CHOICE_TITLES[choice]), 'distinct moments'],
    [
      ...correlated.map((report) => line('a course shared by all numbers', report)),
      ...minute.map((report) => line('steps of a minute', report)),
    ],
  );
}

function delayCell(delays: readonly (number | null)[]): string {
  const found = delays.filter((delay) => delay !== null);
  const share = found.length === delays.length ? '' : ` (${found.length}/${delays.length})`;
  return found.length === 0 ? `0/${delays.length}` : `${Math.round(percentile(found, 50))}${share}`;
}

function foundTable(all: readonly { rowsPerHour: number; found: Record<string, Found> }[], first: string): string[] {
  const columns = all.flatMap((one) => CHOICE_NAMES.map((choice) => ({ ...one, choice })));
  const names = [...new Set(all.flatMap(({ found }) => Object.keys(found)))];
  return table(
    [
      first,
      ...columns.map(({ rowsPerHour, choice }) => `${rate(rowsPerHour)} ${choice === 'several' ? 'five' : '1 h'}`),
    ],
    names.map((name) => [name, ...columns.map(({ found, choice }) => delayCell(found[name]?.[choice] ?? []))]),
  );
}

export function delayTable({ delays }: AlarmReport): string[] {
  return foundTable(
    delays.map((one) => ({ rowsPerHour: one.rowsPerHour, found: one.delays })),
    'shift',
  );
}

/** One shift, by kind of feature. */
export function delayByKindTable({ delays }: AlarmReport, shift: string): string[] {
  const of = (byGroup: Record<string, Found>): Record<string, Found> =>
    Object.fromEntries(
      Object.entries(byGroup).flatMap(([key, found]) => {
        const [group, name] = key.split(': ');
        return name === shift && group !== undefined ? [[group, found]] : [];
      }),
    );
  return foundTable(
    delays.map((one) => ({ rowsPerHour: one.rowsPerHour, found: of(one.byGroup) })),
    `${shift}, by kind`,
  );
}

export function shortTable({ short }: AlarmReport): string[] {
  const shifts = [...new Set(short.flatMap(({ found }) => Object.keys(found)))];
  return table(
    ['days', 'rows/h', 'false alerts', ...shifts],
    short.map((one) => [
      String(one.days),
      rate(one.rowsPerHour),
      `${one.falseAlerts} in ${one.modelWeeks} weeks`,
      ...shifts.map((shift) => delayCell(one.found[shift] ?? [])),
    ]),
  );
}

export function realTable({ real }: AlarmReport): string[] {
  return table(
    ['file', 'rows a window', 'columns in alert', 'episodes', 'mean-and-3-sd', 'psi-0.2', 'ks-chi2-0.05'],
    real.map(({ name, windowRows, columns, episodes, peers }) => [
      name,
      windowRows.toLocaleString('en'),
      `${new Set(episodes.map(({ column }) => column)).size} of ${columns}`,
      String(episodes.length),
      ...(['mean-and-3-sd', 'psi-0.2', 'ks-chi2-0.05'] as const).map((rule) => {
        const peer = peers[rule];
        return peer === undefined ? '–' : `${peer.episodes} (${peer.windows} of ${peer.ofWindows} windows)`;
      }),
    ]),
  );
}
