import { definitionOf, type MinuteRange, type SliSource } from '@leeway/slo';
import type { Tx } from '@leeway/store';
import { activeSlos } from './active-slos.ts';
import { recountSlo } from './count-minutes.ts';

/**
 * Counts a stretch anew for the SLOs of a model that are counted from one of these sources. SLOs are read under the
 * lock: one saved a moment ago has counted what was there, and is counted here from now on.
 */
export async function recountSlos(
  tx: Tx,
  input: { modelId: string; sources: readonly SliSource[]; range: MinuteRange; untilMs: number },
): Promise<void> {
  const { modelId, range, untilMs } = input;
  for (const { id: sloId, spec } of await activeSlos(tx, modelId))
    if (input.sources.includes(definitionOf(spec).source))
      await recountSlo(tx, { sloId, modelId, spec, ...range, untilMs });
}
