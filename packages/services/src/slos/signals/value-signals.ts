import { decodePane, gridOf, PREDICTION_FEATURE, usableValues, type Grid } from '@leeway/drift';
import { MINUTE_MS, minuteOf, noSignals, spreadOverMinutes, type MinuteRange } from '@leeway/slo';
import { wholePanesBefore, type Db, type ModelMinute, type Tx, type WholePane } from '@leeway/store';
import { loadReference } from '../../models/reference-cache.ts';
import { newestFirst } from './newest-first.ts';
import type { SignalModel } from './signal-model.ts';

/** Values of one feature, or of all that the reference knows, in the panes of each minute. */
export async function valueSignals(
  db: Db | Tx,
  model: SignalModel,
  input: MinuteRange & { feature: string },
): Promise<ModelMinute[]> {
  const grids = await gridsOf(db, model.id);
  const minutes = new Map<number, [usable: number, unusable: number]>();
  const count = (pane: WholePane): void => {
    const grid = grids.get(pane.gridId);
    if (grid === undefined) return;
    for (const { minuteMs, counts } of spreadOverMinutes(stretchOf(pane), valuesOf(pane, grid, input.feature))) {
      const [usable = 0, unusable = 0] = counts;
      const sum = minutes.get(minuteMs) ?? [0, 0];
      minutes.set(minuteMs, [sum[0] + usable, sum[1] + unusable]);
    }
  };
  const cutMs = await newestFirst(input, (page) => wholePanesBefore(db, { modelId: model.id, ...page }), count);
  const fromMs = cutMs === null ? input.fromMs : minuteOf(cutMs + model.paneMs) + MINUTE_MS;
  return [...minutes]
    .filter(([minuteMs]) => minuteMs >= fromMs && minuteMs < input.toMs)
    .map(([minuteMs, [usable, unusable]]) => ({ ...noSignals(), minuteMs, values: { usable, unusable } }));
}

function stretchOf({ startMs, paneMs }: WholePane) {
  return { startMs, lengthMs: paneMs };
}

function valuesOf(pane: WholePane, grid: Grid, feature: string): [usable: number, unusable: number] {
  const decoded = decodePane(pane.counts, grid);
  let [usable, unusable] = [0, 0];
  for (const layout of grid.layouts) {
    const { name } = layout.feature;
    if (feature === '' ? name === PREDICTION_FEATURE : name !== feature) continue;
    const values = usableValues(decoded, layout);
    usable += values.usable;
    unusable += values.unusable;
  }
  return [usable, unusable];
}

/** Grids that panes of a model may lie on, by id. */
async function gridsOf(db: Db | Tx, modelId: string): Promise<Map<string, Grid>> {
  const rows = await db.reference.findMany({ where: { modelId }, distinct: ['gridId'], select: { id: true } });
  const references = await Promise.all(rows.map(({ id }) => loadReference(db, id)));
  return new Map(
    references.flatMap((reference) => {
      if (reference === null) return [];
      const grid = gridOf(reference);
      return [[grid.id, grid] as const];
    }),
  );
}
