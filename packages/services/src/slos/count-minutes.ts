import { affectedMinutes, definitionOf, type MinuteRange, type SliMinute, type SliSpec } from '@leeway/slo';
import { writeSliMinutes, type Db, type Tx } from '@leeway/store';
import { readSignals } from './signals/read-signals.ts';

export type CountInput = MinuteRange & {
  modelId: string;
  spec: SliSpec;
  /** Nothing at or after this instant is counted: the end of the minute that is still running. */
  untilMs: number;
};

/**
 * What an SLI counts in each minute of a range, and in those that belong to the same slices. Minutes in which it finds
 * nothing at all yield no row.
 */
export async function countMinutes(db: Db | Tx, input: CountInput): Promise<SliMinute[]> {
  const { modelId, spec } = input;
  const definition = definitionOf(spec);
  const minutes = await readSignals(db, { modelId, spec, ...affectedMinutes(spec, input) });
  return minutes
    .filter((minute) => minute.minuteMs < input.untilMs)
    .map((minute) => ({ minuteMs: minute.minuteMs, ...definition.count(minute, spec) }))
    .filter((minute) => minute.good + minute.bad + minute.unknown > 0);
}

/** Rows written by one statement: keeps its parameters and its time bounded. */
const CHUNK = 20_000;

/** Counts a stretch for an SLO anew and keeps it. Doing it again changes nothing. */
export async function recountSlo(tx: Tx, input: CountInput & { sloId: string }): Promise<void> {
  const minutes = await countMinutes(tx, input);
  for (let from = 0; from < minutes.length; from += CHUNK)
    await writeSliMinutes(tx, input.sloId, minutes.slice(from, from + CHUNK));
}
