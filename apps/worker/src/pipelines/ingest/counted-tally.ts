import type { WorkerMetrics } from '../../metrics.ts';
import type { Counted } from './count-record.ts';

type ByModel = 'events' | 'labels' | 'late' | 'duplicates';

/** What a stretch of records was counted as: told to the metrics once, since each telling costs more than a count. */
export class CountedTally {
  readonly #byModel: Record<ByModel, Map<string, number>> = {
    events: new Map(),
    labels: new Map(),
    late: new Map(),
    duplicates: new Map(),
  };
  readonly #latenessMs: number[] = [];
  #deadLetters = 0;
  /** Events of one model in a row. */
  #inRow = { modelId: '', events: 0 };

  add(counted: Counted): void {
    switch (counted.kind) {
      case 'event':
        if (counted.modelId !== this.#inRow.modelId) this.#endRow(counted.modelId);
        this.#inRow.events += 1;
        if (counted.latenessMs > 0) this.#latenessMs.push(counted.latenessMs);
        return;
      case 'label':
        this.#count('labels', counted.modelId);
        return;
      case 'late':
        this.#count('late', counted.modelId);
        return;
      case 'duplicate':
        this.#count('duplicates', counted.modelId);
        return;
      case 'rows':
        for (const row of counted.rows) this.add(row);
        return;
      case 'unknown-model':
      case 'needs-schema':
        return;
      case 'dead-letter':
        this.#deadLetters += 1;
    }
  }

  #endRow(nextModelId: string): void {
    if (this.#inRow.events > 0) this.#count('events', this.#inRow.modelId, this.#inRow.events);
    this.#inRow = { modelId: nextModelId, events: 0 };
  }

  #count(kind: ByModel, modelId: string, by = 1): void {
    const counts = this.#byModel[kind];
    counts.set(modelId, (counts.get(modelId) ?? 0) + by);
  }

  tell(metrics: WorkerMetrics, topic: string): void {
    this.#endRow('');
    for (const kind of ['events', 'labels', 'late', 'duplicates'] as const)
      for (const [model, count] of this.#byModel[kind]) metrics[kind].inc({ model }, count);
    for (const latenessMs of this.#latenessMs) metrics.lateness.observe(latenessMs / 1_000);
    if (this.#deadLetters > 0) metrics.deadLetters.inc({ topic }, this.#deadLetters);
  }
}
