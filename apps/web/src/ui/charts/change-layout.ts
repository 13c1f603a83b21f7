import type { TimeScale } from './time-scale.ts';

export type ChangeKind = 'deploy' | 'config' | 'data' | 'schema' | 'response';
export type ChangeMark = { id: string; atMs: number; kind: ChangeKind; title: string };

export type PlacedChange = {
  x: number;
  kind: ChangeKind;
  /** More than one when neighbours were too close to be told apart. */
  marks: ChangeMark[];
  label: string;
  anchor: 'start' | 'middle' | 'end';
};

const MIN_GAP_PX = 9;
/** Width of a character of the 11 px axis face, on the safe side. */
const CHARACTER_PX = 6;
const MAX_LABEL_CHARACTERS = 24;

function clip(text: string): string {
  return text.length <= MAX_LABEL_CHARACTERS ? text : `${text.slice(0, MAX_LABEL_CHARACTERS - 1)}…`;
}

type ChangeGroup = { x: number; marks: ChangeMark[] };

function group(changes: ChangeMark[], scale: TimeScale): ChangeGroup[] {
  const groups: ChangeGroup[] = [];
  const inRange = changes.filter(({ atMs }) => atMs >= scale.fromMs && atMs <= scale.toMs);
  for (const mark of inRange.toSorted((a, b) => a.atMs - b.atMs)) {
    const x = scale.x(mark.atMs);
    const last = groups.at(-1);
    if (last !== undefined && x - last.x < MIN_GAP_PX) last.marks.push(mark);
    else groups.push({ x, marks: [mark] });
  }
  return groups;
}

type Anchor = PlacedChange['anchor'];

/** Orders of preference; the one that leaves most labels readable wins. */
const PREFERENCES: Anchor[][] = [
  ['middle', 'end', 'start'],
  ['start', 'middle', 'end'],
  ['end', 'middle', 'start'],
];
/** A label may stand over the right gutter this far. */
const OVERHANG_PX = 40;
const HALF_MARK_PX = 5;

function leftEdge(x: number, widthPx: number, anchor: Anchor): number {
  if (anchor === 'middle') return x - widthPx / 2;
  return anchor === 'end' ? x + HALF_MARK_PX - widthPx : x - HALF_MARK_PX;
}

/** From the newest backwards: the latest change is the one that people look for, so it gets its label first. */
function placeWith(groups: ChangeGroup[], scale: TimeScale, preference: Anchor[]): PlacedChange[] {
  const placed: PlacedChange[] = [];
  let freeToPx = scale.widthPx + OVERHANG_PX;
  for (const { x, marks } of groups.toReversed()) {
    const newest = marks.at(-1);
    if (newest === undefined) continue;
    const text = clip(marks.length === 1 ? newest.title : `${marks.length} changes`);
    const widthPx = text.length * CHARACTER_PX;
    const anchor = preference.find((one) => {
      const left = leftEdge(x, widthPx, one);
      return left >= 0 && left + widthPx <= freeToPx;
    });
    placed.unshift({
      x,
      kind: newest.kind,
      marks,
      label: anchor === undefined ? '' : text,
      anchor: anchor ?? 'middle',
    });
    if (anchor !== undefined) freeToPx = leftEdge(x, widthPx, anchor) - 8;
  }
  return placed;
}

/** Marks inside the range; those closer than a mark's width share one; a label is written only where it is free. */
export function placeChanges(changes: ChangeMark[], scale: TimeScale): PlacedChange[] {
  const groups = group(changes, scale);
  const labelled = (placed: PlacedChange[]): number => placed.filter(({ label }) => label !== '').length;
  return PREFERENCES.map((preference) => placeWith(groups, scale, preference)).reduce((best, next) =>
    labelled(next) > labelled(best) ? next : best,
  );
}
