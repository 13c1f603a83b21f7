const PAGE = 2_000;
/** Panes that one count decodes at most: some seconds. What lies further back stays unmeasured, and is said to be. */
const MAX_PANES = 60_000;

type Range = { fromMs: number; toMs: number };

/**
 * Hands panes of a range over, the newest first, until the range or the bound is reached. Returns the start of the first
 * pane that was not handed over; null = all were.
 */
export async function newestFirst<P extends { startMs: number }>(
  range: Range,
  readPage: (page: Range & { take: number }) => Promise<P[]>,
  hand: (pane: P) => void,
): Promise<number | null> {
  let { toMs } = range;
  let take = PAGE;
  for (let handed = 0; ;) {
    const page = await readPage({ fromMs: range.fromMs, toMs, take });
    const isLast = page.length < take;
    const oldestMs = page.at(-1)?.startMs ?? range.fromMs;
    // The oldest start may go on on the next page: it is left for there, so that it is never seen in part.
    const whole = isLast ? page : page.filter(({ startMs }) => startMs > oldestMs);
    for (const pane of whole) hand(pane);
    handed += whole.length;
    if (isLast) return null;
    if (handed >= MAX_PANES) return oldestMs;
    if (whole.length === 0) take *= 2;
    toMs = oldestMs + 1;
  }
}
