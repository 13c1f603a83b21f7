import type { DeadLetter } from '@leeway/contracts';
import type { UnknownFeatures } from './observe-features.ts';
import type { AwaitingLabelRow, AwaitingPredictionRow, CounterDelta, PaneDelta } from '@leeway/store';

/** What one partition's records add since the last flush. Bounded by `isFull`. */
export type PartitionDelta = {
  panes: Map<string, PaneDelta>;
  counters: Map<string, CounterDelta>;
  awaitingLabels: AwaitingLabelRow[];
  awaitingPredictions: AwaitingPredictionRow[];
  deadLetters: DeadLetter[];
  rescore: Map<string, { modelId: string; startMs: number }>;
  unknownFeatures: UnknownFeatures;
  records: number;
  /** Panes that hold names of new categories, which take more room than counts. */
  namedPanes: number;
  /** Of each model, what was used last: found without making a key. */
  recentCounters: Map<string, CounterDelta>;
  recentPanes: Map<string, PaneDelta[]>;
};

/** Panes of a model that are looked through before a key is made. */
const RECENT_PANES = 16;

/** What is counted takes no more room with more records: this bounds what is read twice after a crash. */
const MAX_RECORDS = 200_000;
/** Rows that wait for their label or their prediction. */
const MAX_ROWS = 20_000;
const MAX_PANES = 1_000;
/** Of 10 features with 20 names of 200 characters at most: 16 MB. */
const MAX_NAMED_PANES = 200;
const MAX_DEAD_LETTERS = 100;

export function createPartitionDelta(): PartitionDelta {
  return {
    panes: new Map(),
    counters: new Map(),
    awaitingLabels: [],
    awaitingPredictions: [],
    deadLetters: [],
    rescore: new Map(),
    unknownFeatures: new Map(),
    records: 0,
    namedPanes: 0,
    recentCounters: new Map(),
    recentPanes: new Map(),
  };
}

/** No more is taken in before this is flushed: memory stays bounded while Postgres or the dead-letter topic is away. */
export function isFull(delta: PartitionDelta): boolean {
  return (
    delta.records >= MAX_RECORDS ||
    delta.awaitingLabels.length + delta.awaitingPredictions.length >= MAX_ROWS ||
    delta.panes.size >= MAX_PANES ||
    delta.namedPanes >= MAX_NAMED_PANES ||
    delta.deadLetters.length >= MAX_DEAD_LETTERS
  );
}

/** The counter of a model for the minute of `nowMs` (processing time). */
export function counterOf(delta: PartitionDelta, modelId: string, nowMs: number): CounterDelta {
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
  const recent = delta.recentCounters.get(modelId);
  if (recent !== undefined && recent.minuteMs === minuteMs) return recent;
  const counter = counterOfMinute(delta, modelId, minuteMs);
  delta.recentCounters.set(modelId, counter);
  return counter;
}

function counterOfMinute(delta: PartitionDelta, modelId: string, minuteMs: number): CounterDelta {
  const key = JSON.stringify([modelId, minuteMs]);
  const known = delta.counters.get(key);
  if (known !== undefined) return known;
  const fresh: CounterDelta = {
    modelId,
    minuteMs,
    events: 0,
    labels: 0,
    late: 0,
    deadLettered: 0,
    unknownModel: 0,
    duplicates: 0,
    revised: 0,
    unknownFeatures: 0,
  };
  delta.counters.set(key, fresh);
  return fresh;
}

export type PaneKey = Pick<PaneDelta, 'modelId' | 'grid' | 'version' | 'startMs' | 'slice'>;

/** The pane of a key; undefined when nothing was counted into it since the last flush. */
export function findPane(delta: PartitionDelta, key: PaneKey): PaneDelta | undefined {
  const recent = delta.recentPanes.get(key.modelId);
  if (recent !== undefined)
    for (let i = recent.length - 1; i >= 0; i -= 1) {
      const pane = recent[i];
      if (
        pane?.startMs === key.startMs &&
        pane.version === key.version &&
        pane.slice === key.slice &&
        pane.grid === key.grid
      )
        return pane;
    }
  const known = delta.panes.get(paneKeyText(key));
  if (known !== undefined) remember(delta, known);
  return known;
}

export function addPaneDelta(delta: PartitionDelta, pane: PaneDelta): void {
  delta.panes.set(paneKeyText(pane), pane);
  remember(delta, pane);
}

function remember(delta: PartitionDelta, pane: PaneDelta): void {
  const recent = delta.recentPanes.get(pane.modelId);
  if (recent === undefined) delta.recentPanes.set(pane.modelId, [pane]);
  else {
    if (recent.length >= RECENT_PANES) recent.shift();
    recent.push(pane);
  }
}

function paneKeyText({ modelId, startMs, version, grid, slice }: PaneKey): string {
  return JSON.stringify([modelId, startMs, version, grid.id, slice]);
}
