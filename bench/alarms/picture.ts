import type { RateReport } from './measure-rate.ts';
import { PEER_RULES, type PeerRule } from './peer-rules.ts';

const WIDTH = 720;
const LEFT = 190;
const RIGHT = 24;
const TOP = 64;
const ROW = 40;
/** Where "none" stands, and the decades beside it. */
const NONE_X = LEFT + 20;
const FIRST_DECADE = -1;
const LAST_DECADE = 3;
const BUDGET_PER_WEEK = 0.5;

const NAMES: Record<'several' | 'one hour' | PeerRule, string> = {
  several: 'Leeway, five windows',
  'one hour': 'Leeway, one hour',
  'evidently-column': 'Wasserstein, JS > 0.1',
  'mean-and-3-sd': 'mean + 3 sd of JS',
  'psi-0.2': 'PSI > 0.2',
  'ks-chi2-0.05': 'KS, chi-square, p < 0.05',
};
const COLOURS = ['#7a9cc6', '#4a78b0', '#2a548c', '#0f2f5c'];

function xOf(perWeek: number): number {
  if (perWeek <= 0) return NONE_X;
  const first = NONE_X + 50;
  const share = (Math.log10(perWeek) - FIRST_DECADE) / (LAST_DECADE - FIRST_DECADE);
  return first + Math.min(1, Math.max(0, share)) * (WIDTH - RIGHT - first);
}

function text(x: number, y: number, content: string, anchor = 'middle'): string {
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}">${content.replaceAll('<', '&lt;')}</text>`;
}

function axis(bottom: number): string[] {
  const line = (x: number): string => `<path class="grid" d="M${x.toFixed(1)} ${TOP - 14}V${bottom}"/>`;
  const decades = Array.from({ length: LAST_DECADE - FIRST_DECADE + 1 }, (_, i) => 10 ** (FIRST_DECADE + i));
  const budget = xOf(BUDGET_PER_WEEK).toFixed(1);
  return [
    line(NONE_X),
    text(NONE_X, bottom + 18, 'none'),
    ...decades.flatMap((value) => [line(xOf(value)), text(xOf(value), bottom + 18, value.toLocaleString('en'))]),
    `<path class="budget" d="M${budget} ${TOP - 14}V${bottom}"/>`,
    text(xOf(BUDGET_PER_WEEK), TOP - 20, 'budget'),
  ];
}

/** False alerts per model-week of every rule at every rate, on a logarithmic scale, as an SVG picture. */
export function pictureOfFalseAlerts(rates: readonly RateReport[]): string {
  const rules = ['several', 'one hour', ...PEER_RULES] as const;
  const bottom = TOP + rules.length * ROW;
  const rows = rules.flatMap((rule, place) => {
    const y = TOP + place * ROW + ROW / 2 - 6;
    // Dots of one value stand beside each other rather than on each other.
    const dots = rates.map(({ falseAlerts, weeks }, index) => {
      const offset = (index - (rates.length - 1) / 2) * 7;
      const x = xOf(falseAlerts[rule] / weeks).toFixed(1);
      return `<circle cx="${x}" cy="${(y + offset).toFixed(1)}" r="4.5" fill="${COLOURS[index % COLOURS.length]}"/>`;
    });
    return [text(LEFT, y + 4, NAMES[rule], 'end'), ...dots];
  });
  const legend = rates.map(({ rowsPerHour }, index) => {
    const x = NONE_X + index * 112;
    const dot = `<circle cx="${x}" cy="16" r="4.5" fill="${COLOURS[index % COLOURS.length]}"/>`;
    return `${dot}${text(x + 10, 20, `${rowsPerHour.toLocaleString('en')} rows/h`, 'start')}`;
  });
  const style =
    'text{font:12px system-ui,sans-serif;fill:#1b2430}.grid{stroke:#d5dae1}.budget{stroke:#b3541e;stroke-dasharray:4 3}';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 44}" role="img">`,
    `<title>False alerts per model-week, by rule and rate</title><style>${style}</style>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...legend,
    ...axis(bottom),
    ...rows,
    text((NONE_X + WIDTH - RIGHT) / 2, bottom + 38, 'false alerts per model-week'),
    '</svg>',
  ].join('\n');
}
