import { describe, expect, it } from 'vitest';
import { placeChanges, type ChangeMark } from './change-layout.ts';
import { contourPath } from './contour-path.ts';
import { decimateSeries, withGaps, type SeriesPoint } from './decimate-series.ts';
import { columnAt, moveHeatCursor } from './heat-cursor.ts';
import { columnEdges, heatPaths } from './heat-paths.ts';
import {
  edgeLabels,
  foldCategories,
  histogramGeometry,
  mostChangedBin,
  type HistogramBar,
} from './histogram-geometry.ts';
import { mergeColumns } from './merge-columns.ts';
import { scaleGeometry } from './scale-geometry.ts';
import { soundingLevel } from './sounding-level.ts';
import { stripGeometry, worstOfGroups, type StripBarInput } from './strip-geometry.ts';
import { timeScale } from './time-scale.ts';
import { valueDomain } from './value-domain.ts';
import { valueTicks } from './value-ticks.ts';

const bar = (ratio: number | null, state: StripBarInput['state'] = 'measured'): StripBarInput => ({ ratio, state });

describe('stripGeometry', () => {
  it('draws 96 bars with a pitch of 3 px and their tones', () => {
    const ratios = Array.from({ length: 96 }, (_, index) => (index < 90 ? 0.2 : index < 93 ? 0.5 : 1));
    const { bars, limitHeight } = stripGeometry(
      ratios.map((ratio) => bar(ratio)),
      288,
      20,
    );
    expect(bars).toHaveLength(96);
    expect(bars[1]).toEqual({ x: 3, width: 2, height: (0.2 / 1.5) * 20, tone: 'quiet' });
    expect(bars[90]?.tone).toBe('warn');
    expect(bars[95]?.tone).toBe('crit');
    expect(bars[95]?.height).toBeCloseTo(limitHeight, 10);
  });

  it('caps heights and never hides a small ratio', () => {
    const { bars } = stripGeometry([bar(40), bar(0)], 6, 20);
    expect(bars.map(({ height }) => height)).toEqual([20, 1]);
  });

  it('joins stretches without events and tells too few from none', () => {
    const { bars, gaps } = stripGeometry(
      [bar(0.1), bar(null, 'no-data'), bar(null, 'no-data'), bar(null, 'insufficient'), bar(0.1)],
      15,
      20,
    );
    expect(bars).toHaveLength(2);
    expect(gaps).toEqual([
      { fromPx: 3, toPx: 9, state: 'no-data' },
      { fromPx: 9, toPx: 12, state: 'insufficient' },
    ]);
  });

  it('keeps the worst bar where there is less room', () => {
    expect(worstOfGroups([bar(0.1), bar(1.2), bar(null, 'no-data'), bar(0.3)], 2)).toEqual([bar(1.2), bar(0.3)]);
    expect(
      stripGeometry(
        Array.from({ length: 96 }, () => bar(0.4)),
        96,
        12,
      ).bars,
    ).toHaveLength(32);
  });

  it('survives no bars and no width', () => {
    expect(stripGeometry([], 288, 20).bars).toEqual([]);
    expect(stripGeometry([bar(1)], 0, 20).bars).toHaveLength(1);
  });
});

describe('soundingLevel', () => {
  it.each([
    [0, 0],
    [0.2499, 0],
    [0.25, 1],
    [0.5, 2],
    [0.75, 3],
    [1, 4],
    [1.5, 5],
    [2, 6],
    [900, 6],
  ])('%d is level %i', (ratio, level) => {
    expect(soundingLevel(ratio)).toBe(level);
  });
});

describe('heatPaths', () => {
  it('joins equal neighbours, leaves gaps out and hatches too few', () => {
    const paths = heatPaths([{ ratios: [0.1, 0.2, 2.4, null, null], marks: 'ooci-' }], [0, 6, 12, 18, 24, 30], 13);
    expect(paths.levels[0]).toBe('M0 0h12v12h-12z');
    expect(paths.levels[6]).toBe('M12 0h6v12h-6z');
    expect(paths.insufficient).toBe('M18 0h6v12h-6z');
    expect(paths.levels.join('')).not.toContain('M24');
  });

  it('places column edges on whole pixels from end to end', () => {
    const edges = columnEdges(96, 577);
    expect(edges).toHaveLength(97);
    expect(edges.at(-1)).toBe(577);
    expect(edges.every((edge, index) => Number.isInteger(edge) && edge >= (edges[index - 1] ?? 0))).toBe(true);
  });
});

describe('mergeColumns', () => {
  it('keeps the worst ratio and mark of each group', () => {
    expect(mergeColumns({ ratios: [0.1, 1.4, null, null, null, 0.2], marks: 'oc-i-o' }, 2)).toEqual({
      ratios: [1.4, null, 0.2],
      marks: 'cio',
    });
  });

  it('keeps the last, shorter group', () => {
    expect(mergeColumns({ ratios: [0.1, 0.2, 0.9], marks: 'oow' }, 2)).toEqual({ ratios: [0.2, 0.9], marks: 'ow' });
  });
});

describe('contourPath', () => {
  const xs = [0, 6, 12, 18];
  const inside = (cells: string[]) => (row: number, column: number) => cells[row]?.[column] === '#';

  it('is empty where nothing is inside', () => {
    expect(contourPath(2, xs, 13, () => false)).toBe('');
  });

  it('goes round one cell', () => {
    expect(contourPath(1, xs, 13, inside(['.#.']))).toBe('M6 -0.5H12M6 12.5H12M6 -0.5V12.5M12 -0.5V12.5');
  });

  it('joins collinear edges and closes at the border', () => {
    expect(contourPath(2, xs, 13, inside(['.##', '.##']))).toBe('M6 -0.5H18M6 25.5H18M6 -0.5V25.5M18 -0.5V25.5');
  });

  it('draws a hole', () => {
    const path = contourPath(3, xs, 13, inside(['###', '#.#', '###']));
    expect(path).toContain('M6 12.5H12');
    expect(path).toContain('M12 12.5V25.5');
    expect(path.split('M').length - 1).toBe(8);
  });

  it('has an even number of borders along every row and column', () => {
    const cells = ['#..', '.##', '#.#', '##.'];
    const path = contourPath(4, xs, 13, inside(cells));
    const verticals = [...path.matchAll(/M(\d+) (-?[\d.]+)V(-?[\d.]+)/gu)].map((match) => match.slice(1).map(Number));
    for (let row = 0; row < 4; row += 1) {
      const middle = row * 13 + 6;
      const crossed = verticals.filter(([, from = 0, to = 0]) => from < middle && middle < to);
      expect(crossed.length % 2).toBe(0);
    }
  });
});

describe('decimateSeries', () => {
  const wave: SeriesPoint[] = Array.from({ length: 5_000 }, (_, index) => ({
    ms: index,
    value: index === 2_345 ? 99 : index === 3_456 ? -99 : Math.sin(index / 40),
  }));

  it('keeps extremes, ends and order in far fewer points', () => {
    const few = decimateSeries(wave, 400);
    expect(few.length).toBeLessThanOrEqual(400);
    expect(few[0]?.ms).toBe(0);
    expect(few.at(-1)?.ms).toBe(4_999);
    expect(few.some((point) => point.value === 99)).toBe(true);
    expect(few.some((point) => point.value === -99)).toBe(true);
    expect(few.every((point, index) => index === 0 || point.ms > (few[index - 1]?.ms ?? 0))).toBe(true);
  });

  it('keeps gaps', () => {
    const holed = wave.map((point) => (point.ms > 1_000 && point.ms < 2_000 ? { ms: point.ms, value: null } : point));
    expect(decimateSeries(holed, 200).some((point) => point.value === null)).toBe(true);
  });

  it('leaves a short series alone', () => {
    expect(decimateSeries(wave.slice(0, 10), 400)).toHaveLength(10);
  });
});

describe('withGaps', () => {
  it('breaks the line where points are missing', () => {
    const points = [0, 10, 20, 60, 70].map((ms) => ({ ms, value: 1 }));
    expect(withGaps(points, 10).map(({ ms, value }) => [ms, value])).toEqual([
      [0, 1],
      [10, 1],
      [20, 1],
      [30, null],
      [60, 1],
      [70, 1],
    ]);
  });
});

describe('valueTicks', () => {
  it.each([
    [0.774, 0.868, 4, [0.78, 0.8, 0.82, 0.84, 0.86]],
    [0, 1, 4, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, 19.3, 4, [0, 5, 10, 15]],
    [-3, 3, 3, [-2, 0, 2]],
  ])('between %d and %d', (low, high, count, expected) => {
    expect(valueTicks(low, high, count)).toEqual(expected);
  });

  it('gives nothing where there is no range', () => {
    expect(valueTicks(1, 1, 4)).toEqual([]);
    expect(valueTicks(Number.NaN, 1, 4)).toEqual([]);
  });
});

describe('placeChanges', () => {
  const scale = timeScale(0, 1_000, 500);
  const mark = (atMs: number, title = `change at ${atMs}`): ChangeMark => ({
    id: String(atMs),
    atMs,
    kind: 'deploy',
    title,
  });

  it('leaves out what lies outside the range', () => {
    expect(placeChanges([mark(-1), mark(1_001)], scale)).toEqual([]);
  });

  it('joins marks that would cover each other', () => {
    const placed = placeChanges([mark(500), mark(510), mark(900)], scale);
    expect(placed.map(({ marks }) => marks.length)).toEqual([2, 1]);
    expect(placed[0]?.label).toBe('2 changes');
  });

  it('moves labels aside so that neighbours keep theirs', () => {
    const near = [mark(760, 'v14 canary 10 %'), mark(850, '50 %'), mark(925, '100 % held')];
    expect(placeChanges(near, scale).map(({ label }) => label)).toEqual(near.map(({ title }) => title));
  });

  it('never lets two labels overlap', () => {
    const placed = placeChanges(
      [400, 430, 470, 520, 900].map((atMs) => mark(atMs, 'a rather long title')),
      scale,
    );
    const spans = placed
      .filter(({ label }) => label !== '')
      .map(({ x, label, anchor }) => {
        const width = label.length * 6;
        const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x + 5 - width : x - 5;
        return [left, left + width] as const;
      });
    for (const [index, [left]] of spans.entries()) {
      const before = spans[index - 1];
      if (before !== undefined) expect(left).toBeGreaterThanOrEqual(before[1]);
    }
    expect(placed.at(-1)?.label).toBe('a rather long title');
    expect(spans.length).toBeGreaterThan(1);
  });
});

describe('scaleGeometry', () => {
  it('puts critical at 40 % and the value in proportion', () => {
    expect(scaleGeometry({ value: 0.3, bound: 0.05, warn: 0.1, critical: 0.2 }, 100)).toEqual({
      warnPx: 20,
      criticalPx: 40,
      valuePx: 60,
      boundPx: [50, 70],
      isBeyondEnd: false,
    });
  });

  it('places a negative shift by its size and cuts at the end', () => {
    const geometry = scaleGeometry({ value: -12, bound: 0, warn: null, critical: 3 }, 100);
    expect(geometry).toMatchObject({ warnPx: null, valuePx: 100, isBeyondEnd: true });
  });

  it('measures from the baseline, so that the same ratio stands at the same place', () => {
    expect(scaleGeometry({ value: 0.15, bound: 0, warn: 0.12, critical: 0.2, baseline: 0.1 }, 100)).toMatchObject({
      criticalPx: 40,
      valuePx: expect.closeTo(20, 10),
      warnPx: expect.closeTo(8, 10),
    });
  });

  it('survives a threshold of zero', () => {
    expect(scaleGeometry({ value: 1, bound: 0, warn: 0, critical: 0 }, 100).valuePx).toBe(0);
  });
});

const bin = (from: number | null, to: number | null, reference: number, window: number): HistogramBar => ({
  label: `${from} to ${to}`,
  from,
  to,
  reference,
  window,
});

describe('histogramGeometry', () => {
  const bins = [bin(0, 1, 0.5, 0.1), bin(1, 2, 0.5, 0.5), bin(2, 3, 0, 0.4)];

  it('scales both sides by the same ceiling and outlines every reference bin', () => {
    const { bars, outline } = histogramGeometry(bins, 300, 108);
    expect(bars.map(({ height }) => Math.round(height))).toEqual([20, 100, 80]);
    expect(outline).toBe('M0 108V8.0H100.0V8.0H200.0V108.0H300.0V108');
    expect(mostChangedBin(bins)).toBe(0);
  });

  it('names no bin where nothing changed by more than two points', () => {
    expect(mostChangedBin([bin(0, 1, 0.5, 0.51), bin(1, 2, 0.5, 0.49)])).toBeNull();
  });

  it('survives no bins', () => {
    expect(histogramGeometry([], 100, 50)).toEqual({ bars: [], outline: '' });
  });
});

describe('edgeLabels', () => {
  const equal = (count: number): HistogramBar[] =>
    Array.from({ length: count }, (_, index) => bin(index / count, (index + 1) / count, 0.04, 0.04));

  it('writes round values where the bins are equally wide', () => {
    expect(edgeLabels(equal(24), 300, 56)).toEqual(
      [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ x: expect.closeTo(value * 300, 6), text: String(value) })),
    );
  });

  it('keeps open ends out of the scale', () => {
    const bins = [bin(null, 0, 0.1, 0.1), ...equal(10), bin(1, null, 0, 0.3)];
    expect(edgeLabels(bins, 120, 50)).toEqual([
      { x: 10, text: '0' },
      { x: 60, text: '0.5' },
      { x: 110, text: '1' },
    ]);
  });

  it('labels unequal bins at their own edges that have room, open ends not', () => {
    const bins = [bin(null, 0, 0.1, 0.1), bin(0, 10, 0.4, 0.4), bin(10, 40, 0.4, 0.4), bin(40, null, 0.1, 0.1)];
    expect(edgeLabels(bins, 400, 50)).toEqual([
      { x: 100, text: '0' },
      { x: 200, text: '10' },
      { x: 300, text: '40' },
    ]);
    expect(edgeLabels(bins, 400, 150).map(({ text }) => text)).toEqual(['0', '40']);
  });

  it('writes single values under their bars', () => {
    const bins = [bin(1, 1, 0.5, 0.5), bin(2, 2, 0.5, 0.3), { ...bin(null, null, 0, 0.2), label: 'other values' }];
    expect(edgeLabels(bins, 300, 50)).toEqual([
      { x: 50, text: '1' },
      { x: 150, text: '2' },
      { x: 250, text: 'other values' },
    ]);
  });
});

describe('foldCategories', () => {
  it('keeps the largest by either side and loses no share', () => {
    const bins = Array.from({ length: 30 }, (_, index) => ({
      ...bin(null, null, index / 435, (29 - index) / 435),
      label: `c${index}`,
    }));
    const folded = foldCategories(bins, 8);
    expect(folded).toHaveLength(8);
    expect(folded.at(-1)?.label).toBe('23 others');
    expect(folded.reduce((sum, one) => sum + one.reference, 0)).toBeCloseTo(1, 12);
    expect(folded.reduce((sum, one) => sum + one.window, 0)).toBeCloseTo(1, 12);
  });
});

describe('moveHeatCursor', () => {
  it.each([
    ['ArrowUp', { row: 0, column: 0 }, { row: 0, column: 0 }],
    ['ArrowDown', { row: 0, column: 0 }, { row: 1, column: 0 }],
    ['ArrowRight', { row: 0, column: 95 }, { row: 0, column: 95 }],
    ['PageDown', { row: 25, column: 3 }, { row: 29, column: 3 }],
    ['End', { row: 2, column: 3 }, { row: 2, column: 95 }],
  ])('%s', (key, from, to) => {
    expect(moveHeatCursor(from, key, 30, 96)).toEqual(to);
  });

  it('leaves other keys and empty grids alone', () => {
    expect(moveHeatCursor({ row: 0, column: 0 }, 'a', 30, 96)).toBeNull();
    expect(moveHeatCursor({ row: 0, column: 0 }, 'ArrowUp', 0, 0)).toBeNull();
  });
});

describe('columnAt', () => {
  it.each([
    [0, 0],
    [5, 0],
    [6, 1],
    [17, 2],
    [400, 2],
  ])('%i px lies in column %i', (x, column) => {
    expect(columnAt([0, 6, 12, 18], x)).toBe(column);
  });
});

describe('valueDomain', () => {
  const points = (...values: (number | null)[]): SeriesPoint[] => values.map((value, ms) => ({ ms, value }));

  it('holds lines, bounds and thresholds with some air', () => {
    const [low, high] = valueDomain({ points: [{ ms: 0, value: 0.8, low: 0.7, high: 0.9 }], include: [0.95] });
    expect(low).toBeCloseTo(0.68, 10);
    expect(high).toBeCloseTo(0.97, 10);
  });

  it('stays inside hard ends and is never empty', () => {
    expect(valueDomain({ points: points(0, 1), include: [], min: 0, max: 1 })).toEqual([0, 1]);
    expect(valueDomain({ points: points(null, Number.NaN), include: [], min: 0, max: 1 })).toEqual([0, 1]);
    const [low, high] = valueDomain({ points: points(0.5), include: [], minSpan: 0.1 });
    expect(high - low).toBeGreaterThan(0.1);
  });
});
