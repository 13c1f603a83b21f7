import type { WorkerMetrics } from '../../metrics.ts';
import type { Counted } from './count-record.ts';

export function observeCounted(metrics: WorkerMetrics, topic: string, counted: Counted): void {
  switch (counted.kind) {
    case 'event':
      metrics.events.inc({ model: counted.modelId });
      if (counted.latenessMs > 0) metrics.lateness.observe(counted.latenessMs / 1_000);
      return;
    case 'label':
      metrics.labels.inc({ model: counted.modelId });
      return;
    case 'late':
      metrics.late.inc({ model: counted.modelId });
      return;
    case 'duplicate':
      metrics.duplicates.inc({ model: counted.modelId });
      return;
    case 'unknown-model':
      return;
    case 'dead-letter':
      metrics.deadLetters.inc({ topic });
  }
}
