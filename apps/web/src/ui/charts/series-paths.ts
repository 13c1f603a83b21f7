import type { SeriesPoint } from './decimate-series.ts';

export type PathScale = { x: (ms: number) => number; y: (value: number) => number };

type Place = { x: number; y: number };
type Band = { x: number; low: number; high: number };

const px = (value: number): string => String(Number(value.toFixed(2)));

/** Stretches without a gap, in px. */
function runsOf<T>(points: readonly SeriesPoint[], placeOf: (point: SeriesPoint) => T | null): T[][] {
  const runs: T[][] = [];
  let run: T[] = [];
  for (const point of points) {
    const place = placeOf(point);
    if (place !== null) run.push(place);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** From the first place to the last; `isStepped` holds each value until the next one. */
function through(places: readonly Place[], isStepped: boolean, command: 'M' | 'L'): string {
  return places
    .map(({ x, y }, index) => {
      if (index === 0) return `${command}${px(x)} ${px(y)}`;
      return isStepped ? `H${px(x)}V${px(y)}` : `L${px(x)} ${px(y)}`;
    })
    .join('');
}

function lineRuns(points: readonly SeriesPoint[], { x, y }: PathScale): Place[][] {
  return runsOf(points, ({ ms, value }) => (value === null ? null : { x: x(ms), y: y(value) }));
}

/** A line that ends at gaps. */
export function linePath(points: readonly SeriesPoint[], scale: PathScale, isStepped: boolean): string {
  return lineRuns(points, scale)
    .map((run) => through(run, isStepped, 'M'))
    .join('');
}

/** The area between the line and a value. */
export function fillPath(points: readonly SeriesPoint[], scale: PathScale, isStepped: boolean, value: number): string {
  const base = px(scale.y(value));
  return lineRuns(points, scale)
    .map((run) => `${through(run, isStepped, 'M')}V${base}H${px(run[0]?.x ?? 0)}Z`)
    .join('');
}

/** The area between `low` and `high`, where points have both. */
export function bandPath(points: readonly SeriesPoint[], { x, y }: PathScale, isStepped: boolean): string {
  const runs = runsOf(points, ({ ms, low, high }): Band | null =>
    low === null || low === undefined || high === null || high === undefined
      ? null
      : { x: x(ms), low: y(low), high: y(high) },
  );
  return runs
    .map((run) => {
      const upper = run.map((place) => ({ x: place.x, y: place.high }));
      const lower = run.map((place) => ({ x: place.x, y: place.low }));
      return `${through(upper, isStepped, 'M')}${backwards(lower, isStepped)}Z`;
    })
    .join('');
}

/** The same places from the last to the first: a step there comes before its place. */
function backwards(places: readonly Place[], isStepped: boolean): string {
  const back = places.toReversed();
  if (!isStepped) return through(back, false, 'L');
  return back.map(({ x, y }, index) => (index === 0 ? `L${px(x)} ${px(y)}` : `V${px(y)}H${px(x)}`)).join('');
}
