/** Where the numbers of a kind come from; a change there recounts the SLOs of these kinds. */
export type SliSource =
  /** Events, errors and latencies of panes. */
  | 'service'
  /** Verdicts of judged windows. */
  | 'windows'
  /** What ingestion took and refused, by the minute in which it came. */
  | 'records'
  /** Values of features in panes. */
  | 'values'
  /** Predictions whose label came. */
  | 'answers'
  /** How many events a slice brought; a minute that was read to its end and brought none counts too. */
  | 'throughput'
  /** How old the newest event is at the end of each minute. */
  | 'freshness'
  /** A performance metric of the labelled predictions of a slice. */
  | 'performance'
  /** The same, estimated without labels. */
  | 'estimate'
  /** Minutes that a Prometheus was asked for. */
  | 'prometheus';

/** What one minute of one model yields; every SLI is counted from these numbers and nothing else. */
export type MinuteSignals = {
  events: number;
  errors: number;
  /** Events that said how long they took. */
  timed: number;
  /** Of those, the ones answered within the threshold that the SLI asks for; 0 when it asks for none. */
  withinThreshold: number;
  /** Judged windows that speak for this minute, by verdict. `ok` includes warnings. */
  windows: { ok: number; critical: number; unjudged: number };
  /** Features by the worst that a window said of them in this minute. `ok` includes warnings. */
  features: { ok: number; critical: number; unjudged: number };
  /** Events that came in this minute and were counted, and records that could not be. */
  records: { counted: number; refused: number };
  /** Values of features, with and without something that can be used: absent, null, NaN and wrong types are not. */
  values: { usable: number; unusable: number };
  /** Predictions of this minute whose label came, by whether they were right. */
  answers: { right: number; wrong: number };
  /** The number that the SLI holds against its bound; null = it can't be told for this minute. */
  reading: number | null;
  /** What a source outside counted for this SLI alone. */
  outside: SliCounts;
};

/** Unknown is neither good nor bad: it is not in any ratio, it only lowers coverage. */
export type SliCounts = { good: number; bad: number; unknown: number };

/** A minute of which nothing is known. */
export function noSignals(): MinuteSignals {
  return {
    events: 0,
    errors: 0,
    timed: 0,
    withinThreshold: 0,
    windows: { ok: 0, critical: 0, unjudged: 0 },
    features: { ok: 0, critical: 0, unjudged: 0 },
    records: { counted: 0, refused: 0 },
    values: { usable: 0, unusable: 0 },
    answers: { right: 0, wrong: 0 },
    reading: null,
    outside: { good: 0, bad: 0, unknown: 0 },
  };
}
