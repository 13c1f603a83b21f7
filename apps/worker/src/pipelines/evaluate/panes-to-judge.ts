import { gridOf, joinStretches, StoredPane, type AlarmsToJudge, type Pane, type ReadablePane } from '@leeway/drift';
import { loadStretches } from '@leeway/services';
import type { Db } from '@leeway/store';
import type { AlarmKeeper } from './alarm-keeper.ts';
import type { DueModel } from './due-models.ts';
import type { EvaluatedModel } from './load-model.ts';

/** Panes of the windows that are judged next, and of those that leave longer ones; loaded some windows at a time. */
export class PanesToJudge {
  readonly #db: Db;
  readonly #evaluated: EvaluatedModel;
  #panes: ReadonlyMap<number, ReadablePane>;
  #loadedToMs: number;

  /** Begins with what was loaded for many models at once, where that is all that is needed. */
  constructor(db: Db, evaluated: EvaluatedModel, { panes, closedMs }: DueModel, keeper: AlarmKeeper) {
    this.#db = db;
    this.#evaluated = evaluated;
    const isWhole = evaluated.settings.rule !== 'learnt' || keeper.needsFor(evaluated, closedMs).length > 0;
    this.#panes = panes ?? new Map<number, ReadablePane>();
    this.#loadedToMs = panes !== null && isWhole ? closedMs : 0;
  }

  get all(): ReadonlyMap<number, ReadablePane> {
    return this.#panes;
  }

  readonly of = (startMs: number): Pane | undefined => {
    const pane = this.#panes.get(startMs);
    return pane instanceof StoredPane ? pane.whole() : pane;
  };

  /** What comes next is not what follows. */
  forget(): void {
    this.#loadedToMs = 0;
  }

  /** Sees to the window that ends at `endMs`; where it has to load, it does so for all up to `toMs`. */
  async loadFor(endMs: number, toMs: number, alarms: AlarmsToJudge | undefined): Promise<void> {
    if (endMs <= this.#loadedToMs) return;
    const { model, reference } = this.#evaluated;
    const own = { fromMs: endMs - (model.windowPanes + 1) * model.paneMs, toMs };
    const leaving = alarms?.state === 'ready' ? alarms.sums.needsFor(toMs) : [];
    const stretches = joinStretches([own, ...leaving]);
    this.#panes = await loadStretches(this.#db, { modelId: model.id, grid: gridOf(reference) }, stretches);
    this.#loadedToMs = toMs;
  }
}
