export type FixedClock = {
  nowMs: () => number;
  now: () => Date;
  advance: (byMs: number) => void;
  set: (atMs: number) => void;
};

/** A clock that stands still until it is told to move. */
export function fixedClock(startMs: number): FixedClock {
  let current = startMs;
  return {
    nowMs: () => current,
    now: () => new Date(current),
    advance: (byMs) => {
      current += byMs;
    },
    set: (atMs) => {
      current = atMs;
    },
  };
}
