export type PartitionState = {
  maxEventMs: number;
  /** Everything produced before this instant is stored and nothing has come for a while; 0 while it is not idle. */
  idleSinceReadMs: number;
};

/**
 * End of the last pane that is complete: every partition's events have passed it by `latenessMs`, or the partition is
 * idle and was read to its end. A partition that nobody reads, or that is behind, holds it back. A producer's clock
 * that runs ahead does not carry it beyond now. 0 = nothing is complete.
 */
export function closedToMs(input: {
  partitions: PartitionState[];
  paneMs: number;
  latenessMs: number;
  nowMs: number;
}): number {
  const { partitions, paneMs, latenessMs, nowMs } = input;
  if (partitions.length === 0) return 0;
  const seenMs = Math.min(
    nowMs,
    ...partitions.map(({ maxEventMs, idleSinceReadMs }) => Math.max(maxEventMs, idleSinceReadMs)),
  );
  return Math.max(0, Math.floor((seenMs - latenessMs) / paneMs) * paneMs);
}
