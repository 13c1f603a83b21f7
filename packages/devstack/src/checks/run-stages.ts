import { FAILED, type Stage, type StageContext, type StageOutcome } from './stage.ts';
import { sumCounts, type CheckCounts } from './check-counts.ts';

export type StageReport = { name: string; tookMs: number; outcome: StageOutcome };

/** What is told of the stages while they run. */
export type StageWatch = {
  during: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  onDone: (report: StageReport) => void;
};

/** Runs stages in order, neighbours marked `together` side by side. One failure does not hide the others. */
export async function runStages(
  stages: readonly Stage[],
  context: StageContext,
  watch: StageWatch,
): Promise<CheckCounts> {
  const outcomes = new Map<string, StageOutcome>();
  for (const batch of batchesOf(stages)) {
    await Promise.all(
      batch.map(async (stage) => {
        context.signal.throwIfAborted();
        const began = performance.now();
        const outcome = await watch.during(stage.name, () => runOne(stage, outcomes, context));
        context.signal.throwIfAborted();
        outcomes.set(stage.name, outcome);
        watch.onDone({ name: stage.name, tookMs: performance.now() - began, outcome });
      }),
    );
  }
  return sumCounts([...outcomes.values()].map(({ counts }) => counts));
}

async function runOne(
  stage: Stage,
  before: ReadonlyMap<string, StageOutcome>,
  context: StageContext,
): Promise<StageOutcome> {
  const missing = (stage.needs ?? []).find((name) => (before.get(name)?.counts.failed ?? 0) > 0);
  if (missing !== undefined) return { counts: FAILED, output: `not run, because ${missing} failed` };
  try {
    return await stage.run(context);
  } catch (error) {
    return { counts: FAILED, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function batchesOf(stages: readonly Stage[]): Stage[][] {
  const batches: Stage[][] = [];
  for (const stage of stages) {
    const last = batches.at(-1);
    if (stage.together === true && last?.[0]?.together === true) last.push(stage);
    else batches.push([stage]);
  }
  return batches;
}
