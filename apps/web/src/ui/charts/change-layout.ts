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

function group(changes: ChangeMark[], scale: TimeScale): { x: number; marks: ChangeMark[] }[] {
  const groups: { x: number; marks: ChangeMark[] }[] = [];
  const inRange = changes.filter(({ atMs }) => atMs >= scale.fromMs && atMs <= scale.toMs);
  for (const mark of inRange.toSorted((a, b) => a.atMs - b.atMs)) {
    const x = scale.x(mark.atMs);
    const last = groups.at(-1);
    if (last !== undefined && x - last.x < MIN_GAP_PX) last.marks.push(mark);
    else groups.push({ x, marks: [mark] });
  }
  return groups;
}

/** Marks inside the range; those closer than a mark's width share one; a label is written only where it is free. */
export function placeChanges(changes: ChangeMark[], scale: TimeScale): PlacedChange[] {
  const placed: PlacedChange[] = [];
  const groups = group(changes, scale);
  // From the newest backwards: the latest change is the one that people look for, so it gets its label first.
  let freeToPx = Number.POSITIVE_INFINITY;
  for (const { x, marks } of groups.toReversed()) {
    const newest = marks.at(-1);
    if (newest === undefined) continue;
    const text = clip(marks.length === 1 ? newest.title : `${marks.length} changes`);
    const widthPx = text.length * CHARACTER_PX;
    const rightPx = Math.min(freeToPx, scale.widthPx + 40);
    const fitsMiddle = x + widthPx / 2 <= rightPx && x - widthPx / 2 >= 0;
    const fitsEnd = x + 5 <= rightPx && x + 5 - widthPx >= 0;
    const fitsStart = x - 5 >= 0 && x - 5 + widthPx <= rightPx;
    const anchor = fitsMiddle ? 'middle' : fitsStart && !fitsEnd ? 'start' : 'end';
    const isFree = fitsMiddle || fitsEnd || fitsStart;
    const leftPx = anchor === 'middle' ? x - widthPx / 2 : anchor === 'end' ? x + 5 - widthPx : x - 5;
    placed.unshift({ x, kind: newest.kind, marks, label: isFree ? text : '', anchor });
    freeToPx = isFree ? leftPx - 8 : Math.min(freeToPx, x - MIN_GAP_PX);
  }
  return placed;
}
