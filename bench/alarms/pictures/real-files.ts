import type { AlarmReport } from '../report.ts';
import { picture, text, verticalLine } from './svg.ts';

const WIDTH = 720;
const LEFT = 190;
const RIGHT = 30;
const ROW = 18;
const HEAD = 52;
/** Rows of the analysis period in which something is known to be different. */
const KNOWN: Record<string, readonly [number, number]> = { 'car-loan': [25_000, 50_000], census: [133_000, 145_000] };

function panel(report: AlarmReport['real'][number], top: number): { parts: string[]; height: number } {
  const { name, windowRows, analysisRows, episodes } = report;
  const columns = [...new Set(episodes.map(({ column }) => column))];
  const x = (row: number): number => LEFT + 10 + (row / analysisRows) * (WIDTH - RIGHT - LEFT - 10);
  const first = top + HEAD - 14;
  const bottom = top + HEAD + columns.length * ROW;
  const [from, to] = KNOWN[name] ?? [0, 0];
  const band = `<rect class="known" x="${x(from).toFixed(1)}" y="${first}" width="${(x(to) - x(from)).toFixed(1)}" height="${bottom - first}"/>`;
  const bars = episodes.map(({ column, fromRow, toRow }) => {
    const y = top + HEAD + columns.indexOf(column) * ROW + 3;
    const width = Math.max(2, x(toRow ?? analysisRows) - x(fromRow));
    return `<rect class="episode" x="${x(fromRow).toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 8}"/>`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
    const row = share * analysisRows;
    return [verticalLine(x(row), first, bottom), text(x(row), bottom + 16, Math.round(row).toLocaleString('en'))];
  });
  const head = `${name}, windows of ${windowRows} rows: episodes; shaded: known to be different`;
  return {
    parts: [
      text(LEFT + 10, top + 24, head, 'start'),
      band,
      ...ticks,
      ...columns.map((column, place) => text(LEFT, top + HEAD + place * ROW + 12, column, 'end')),
      ...bars,
    ],
    height: bottom + 34 - top,
  };
}

/** When the rule alerts on the real files, column by column, at the smallest windows. */
export function pictureOfRealFiles({ real }: AlarmReport): string {
  let top = 0;
  const parts: string[] = [];
  for (const report of real.filter(({ windowRows }) => windowRows === 500)) {
    const { parts: drawn, height } = panel(report, top);
    parts.push(...drawn);
    top += height;
  }
  return picture('Episodes on two real files', { width: WIDTH, height: top }, parts);
}
