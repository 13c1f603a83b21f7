import type { Db } from '@leeway/store';
import type { PartitionState } from './closed-to.ts';

/** What says which models have something to judge: three small queries a tick, however many models there are. */
export type EvaluationFrame = {
  partitions: ReadonlyMap<string, PartitionState[]>;
  /** By model; absent = nothing was judged yet. */
  evaluatedToMs: ReadonlyMap<string, number>;
  /** Models with panes that changed after their windows were judged. */
  marked: ReadonlySet<string>;
};

export async function loadFrame(db: Db): Promise<EvaluationFrame> {
  const [progress, positions, marks] = await Promise.all([
    db.partitionProgress.findMany({ select: { topic: true, maxEventMs: true, caughtUp: true, updatedAt: true } }),
    db.evaluatorState.findMany({ select: { modelId: true, evaluatedToAt: true } }),
    db.paneRescore.groupBy({ by: ['modelId'] }),
  ]);
  const partitions = new Map<string, PartitionState[]>();
  for (const { topic, maxEventMs, caughtUp, updatedAt } of progress) {
    const state = { maxEventMs: Number(maxEventMs), idleSinceReadMs: caughtUp ? updatedAt.getTime() : 0 };
    const known = partitions.get(topic);
    if (known === undefined) partitions.set(topic, [state]);
    else known.push(state);
  }
  return {
    partitions,
    evaluatedToMs: new Map(positions.map(({ modelId, evaluatedToAt }) => [modelId, evaluatedToAt.getTime()])),
    marked: new Set(marks.map(({ modelId }) => modelId)),
  };
}
