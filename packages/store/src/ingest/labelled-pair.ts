/** A prediction and what turned out to be true, as the tables of those that wait hold them. */
export type LabelledPair = {
  eventMs: number;
  version: string;
  score: number | null;
  /** The class or value that was answered, as text. */
  predicted: string | null;
  label: string;
};

/** Pairs by pane and model version. */
export function pairsByPane(
  pairs: readonly LabelledPair[],
  paneMs: number,
): { startAt: Date; version: string; pairs: LabelledPair[] }[] {
  const groups = Map.groupBy(pairs, ({ eventMs, version }) =>
    JSON.stringify([Math.floor(eventMs / paneMs) * paneMs, version]),
  );
  return [...groups].map(([key, group]) => {
    const [startMs, version] = JSON.parse(key) as [number, string];
    return { startAt: new Date(startMs), version, pairs: group };
  });
}
