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
};

/** Unknown is neither good nor bad: it is not in any ratio, it only lowers coverage. */
export type SliCounts = { good: number; bad: number; unknown: number };
