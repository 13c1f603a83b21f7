import { definitionOf, type MinuteRange, type SliMinute, type SliSpec } from '@leeway/slo';
import { readModelMinutes, writeSliMinutes, type Db, type Tx } from '@leeway/store';

/** What an SLI counts in each stored minute of a model. Minutes in which it finds nothing at all yield no row. */
export async function countMinutes(
  db: Db | Tx,
  input: MinuteRange & { modelId: string; spec: SliSpec },
): Promise<SliMinute[]> {
  const { modelId, spec, fromMs, toMs } = input;
  const definition = definitionOf(spec);
  const minutes = await readModelMinutes(db, { modelId, fromMs, toMs, thresholdMs: definition.thresholdMs(spec) });
  return minutes
    .map((minute) => ({ minuteMs: minute.minuteMs, ...definition.count(minute, spec) }))
    .filter((minute) => minute.good + minute.bad + minute.unknown > 0);
}

/** Rows written by one statement: keeps its parameters and its time bounded. */
const CHUNK = 20_000;

/** Counts a stretch for an SLO anew and keeps it. Doing it again changes nothing. */
export async function recountSlo(
  tx: Tx,
  input: MinuteRange & { sloId: string; modelId: string; spec: SliSpec },
): Promise<void> {
  const minutes = await countMinutes(tx, input);
  for (let from = 0; from < minutes.length; from += CHUNK)
    await writeSliMinutes(tx, input.sloId, minutes.slice(from, from + CHUNK));
}
