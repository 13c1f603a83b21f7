import {
  affectedMinutes,
  budgetedMinutes,
  definitionOf,
  withoutMaintenance,
  type CountedSpec,
  type MinuteRange,
  type SliMinute,
  type SliSource,
} from '@leeway/slo';
import { maintenanceRanges, writeSliMinutes, type Db, type Tx } from '@leeway/store';
import { readSignals } from './signals/read-signals.ts';

export type CountInput = MinuteRange & {
  modelId: string;
  spec: CountedSpec;
  /** Nothing at or after this instant is counted: the end of the minute that is still running. */
  untilMs: number;
};

/**
 * What an SLO counts in each minute of a range, and in those that belong to the same slices. Minutes in which it finds
 * nothing at all yield no row.
 */
export async function countMinutes(db: Db | Tx, input: CountInput): Promise<SliMinute[]> {
  const { modelId, spec } = input;
  const definition = definitionOf(spec);
  const counted: SliMinute[] = [];
  for (const piece of piecesOf(affectedMinutes(spec, input), definition.source))
    for (const minute of await readSignals(db, { modelId, spec, ...piece })) {
      if (minute.minuteMs >= input.untilMs) continue;
      const counts = definition.count(minute, spec);
      if (counts.good + counts.bad + counts.unknown > 0) counted.push({ minuteMs: minute.minuteMs, ...counts });
    }
  const ranges = await maintenanceRanges(db, { modelId, ...affectedMinutes(spec, input) });
  // Before, so that it spoils no slice; after, so that it is in none.
  const kept = withoutMaintenance(counted, ranges);
  return withoutMaintenance(budgetedMinutes(spec, kept, input.untilMs), ranges);
}

const PIECE_MS = 30 * 86_400_000;
/** Read from panes, the newest first and no more than so many: in pieces it would be so many of each. */
const IN_ONE_PIECE: ReadonlySet<SliSource> = new Set(['values', 'answers', 'performance', 'estimate']);

/** A year of signals at once would take hundreds of megabytes; pieces end at midnight UTC, where all slices do. */
function piecesOf(range: MinuteRange, source: SliSource): MinuteRange[] {
  if (IN_ONE_PIECE.has(source)) return [range];
  const pieces: MinuteRange[] = [];
  for (let { fromMs } = range; fromMs < range.toMs;) {
    const toMs = Math.min(range.toMs, (Math.floor(fromMs / PIECE_MS) + 1) * PIECE_MS);
    pieces.push({ fromMs, toMs });
    fromMs = toMs;
  }
  return pieces;
}

/** Rows written by one statement: keeps its parameters and its time bounded. */
const CHUNK = 20_000;

/** Counts a stretch for an SLO anew and keeps it. Doing it again changes nothing. */
export async function recountSlo(tx: Tx, input: CountInput & { sloId: string }): Promise<void> {
  const minutes = await countMinutes(tx, input);
  for (let from = 0; from < minutes.length; from += CHUNK)
    await writeSliMinutes(tx, input.sloId, minutes.slice(from, from + CHUNK));
}
