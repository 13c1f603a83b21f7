import { PEER_RULES } from '../peer-rules.ts';
import type { AlarmReport } from '../report.ts';
import { colourOf, dot, logScale, picture, rateLegend, text, verticalLine } from './svg.ts';

const WIDTH = 720;
const LEFT = 200;
const RIGHT = 24;
const TOP = 64;
const ROW = 40;
/** Where "none" stands. */
const NONE_X = LEFT + 20;
const DECADES = [0.01, 0.1, 1, 10, 100, 1_000] as const;
const BUDGET_PER_WEEK = 0.5;

type Rule = { name: string; perWeek: (report: AlarmReport['calm'][number]) => number };
const NAMES: Record<(typeof PEER_RULES)[number], string> = {
  'evidently-column': 'Wasserstein, JS > 0.1',
  'mean-and-3-sd': 'mean + 3 sd of JS',
  'js-0.1': 'JS > 0.1',
  'psi-0.2': 'PSI > 0.2',
  'ks-chi2-0.05': 'KS, chi-square, p < 0.05',
  'ks-chi2-0.05/50': 'KS, chi-square, p < 0.001',
  'js-0.2-or-3-sd-500': 'JS > 0.2 or 3 sd, 500 rows',
};
const RULES: readonly Rule[] = [
  { name: 'Leeway, five windows', perWeek: (report) => (report.falseAlerts.several ?? 0) / report.modelWeeks },
  { name: 'Leeway, one hour', perWeek: (report) => (report.falseAlerts['one hour'] ?? 0) / report.modelWeeks },
  ...PEER_RULES.map((rule) => ({
    name: NAMES[rule],
    perWeek: (report: AlarmReport['calm'][number]) => (report.peers[rule] ?? 0) / report.peerModelWeeks,
  })),
];

/** False alerts per model-week of every rule at every rate, on a logarithmic scale. */
export function pictureOfFalseAlerts({ calm }: AlarmReport): string {
  const bottom = TOP + RULES.length * ROW;
  const scale = logScale(DECADES[0], 1_000, NONE_X + 50, WIDTH - RIGHT);
  const axis = DECADES.flatMap((value) => [
    verticalLine(scale(value), TOP - 14, bottom),
    text(scale(value), bottom + 18, value.toLocaleString('en')),
  ]);
  const rows = RULES.flatMap(({ name, perWeek }, place) => {
    const y = TOP + place * ROW + ROW / 2 - 6;
    // Dots of one value stand beside each other rather than on each other.
    const dots = calm.map((report, index) => {
      const value = perWeek(report);
      return dot(value > 0 ? scale(value) : NONE_X, y + (index - (calm.length - 1) / 2) * 7, colourOf(index));
    });
    return [text(LEFT, y + 4, name, 'end'), ...dots];
  });
  return picture('False alerts per model-week, by rule and rate', { width: WIDTH, height: bottom + 44 }, [
    ...rateLegend(
      calm.map(({ rowsPerHour }) => rowsPerHour),
      NONE_X,
    ),
    verticalLine(NONE_X, TOP - 14, bottom),
    text(NONE_X, bottom + 18, 'none'),
    ...axis,
    verticalLine(scale(BUDGET_PER_WEEK), TOP - 14, bottom, 'budget'),
    text(scale(BUDGET_PER_WEEK), TOP - 20, 'budget'),
    ...rows,
    text((NONE_X + WIDTH - RIGHT) / 2, bottom + 38, 'false alerts per model-week, when nothing changes'),
  ]);
}
