import { dateChange } from '@leeway/drift';
import type { Db } from '@leeway/store';

/** One judged window of one feature. */
export type DatedWindow = { endMs: number; ratio: number; mark: string };

/** When a feature began to move, with the 95 % range of that moment; both known to one pane at best. */
export type DriftBegan =
  | {
      state: 'found';
      atMs: number;
      fromMs: number;
      toMs: number;
      shape: 'step' | 'ramp';
      /** Worst metric ÷ critical before, and where it has come to. */
      before: number;
      after: number;
      pValue: number;
    }
  | { state: 'none'; reason: string };

/** Windows looked back at; a beginning further away is given as the first of them. */
const MAX_WINDOWS = 300;

/** The judged windows up to a moment of references that have the same features, oldest first. */
export async function readDatedWindows(
  db: Pick<Db, '$queryRaw'>,
  input: { modelId: string; feature: string; referenceId: string; toMs: number },
): Promise<DatedWindow[]> {
  const rows = await db.$queryRaw<DatedWindow[]>`
    SELECT (extract(epoch FROM e.window_end_at) * 1000)::float8 AS "endMs", e.ratios[place.at] AS ratio,
           substr(e.marks, place.at, 1) AS mark
      FROM evaluation e
      JOIN reference r ON r.id = e.reference_id
      CROSS JOIN LATERAL (SELECT array_position(r.features, ${input.feature}) AS at) place
     WHERE e.model_id = ${input.modelId} AND place.at IS NOT NULL AND e.window_end_at <= ${new Date(input.toMs)}
       AND r.features = (SELECT features FROM reference WHERE id = ${input.referenceId})
     ORDER BY e.window_end_at DESC LIMIT ${MAX_WINDOWS}`;
  return rows.toReversed();
}

/** From the end of the episode before the present one: what came before it has a beginning of its own. */
function sinceLastEpisode(windows: readonly DatedWindow[]): readonly DatedWindow[] {
  let index = windows.length - 1;
  while (index >= 0 && isElevated(windows[index])) index -= 1;
  while (index >= 0 && windows[index]?.mark !== 'c') index -= 1;
  return windows.slice(index + 1);
}

function isElevated(window: DatedWindow | undefined): boolean {
  return window?.mark === 'c' || window?.mark === 'w';
}

/**
 * Dates the rise that leads to the newest of these windows by the change point of its series. Depends on the windows
 * alone, so that whoever asks gets the same answer. Windows that were not judged have no value; the new regime begins
 * with the newest pane of its first window.
 */
export function dateBeginning(windows: readonly DatedWindow[], paneMs: number): DriftBegan {
  const stretch = sinceLastEpisode(windows);
  const change = dateChange(stretch.map(({ ratio, mark }) => (mark === 'i' || mark === '-' ? null : ratio)));
  if (change.state === 'insufficient') return { state: 'none', reason: `too few windows: ${change.reason}` };
  if (change.state === 'none') return { state: 'none', reason: 'no change stands out from how it varies' };
  if (change.direction === 'down') return { state: 'none', reason: 'the only change that stands out is a fall' };
  const began = (index: number): number => (stretch[index]?.endMs ?? 0) - paneMs;
  return {
    state: 'found',
    atMs: began(change.index),
    fromMs: began(change.from),
    toMs: began(change.to),
    shape: change.shape,
    before: change.before,
    after: change.after,
    pValue: change.pValue,
  };
}
