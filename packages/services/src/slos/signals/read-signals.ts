import { definitionOf, noSignals, type MinuteRange, type SliSpec } from '@leeway/slo';
import { readModelMinutes, recordMinutes, type Db, type ModelMinute, type Tx } from '@leeway/store';
import { answerSignals } from './answer-signals.ts';
import { estimateSignals } from './estimate-signals.ts';
import { performanceSignals } from './performance-signals.ts';
import { freshnessSignals, throughputSignals } from './presence-signals.ts';
import { signalModel } from './signal-model.ts';
import { valueSignals } from './value-signals.ts';

/** What an SLI is counted from in a range of whole slices, by minute. */
export async function readSignals(
  db: Db | Tx,
  { modelId, spec, ...range }: MinuteRange & { modelId: string; spec: SliSpec },
): Promise<ModelMinute[]> {
  switch (spec.kind) {
    case 'availability':
    case 'latency':
    case 'drift':
    case 'driftingFeatures':
      return readModelMinutes(db, { modelId, ...range, thresholdMs: definitionOf(spec).thresholdMs(spec) });
    case 'throughput':
      return throughputSignals(db, modelId, { ...range, ...spec });
    case 'freshness':
      return freshnessSignals(db, modelId, { ...range, ...spec });
    case 'usableRecords': {
      const { predictionTopic: topic } = await signalModel(db, modelId);
      const rows = await recordMinutes(db, { modelId, topic, ...range });
      return rows.map(({ minuteMs, ...records }) => ({ ...noSignals(), minuteMs, records }));
    }
    case 'usableValues':
      return valueSignals(db, await signalModel(db, modelId), { ...range, ...spec });
    case 'correctness':
      return answerSignals(db, await signalModel(db, modelId), range);
    case 'performanceFloor':
      return performanceSignals(db, await signalModel(db, modelId), { ...range, ...spec });
    case 'estimatedFloor':
      return estimateSignals(db, await signalModel(db, modelId), { ...range, ...spec });
    case 'prometheus':
    case 'prometheusCheck':
      // Nothing that is stored: a turn of the worker asks for it and counts (countPrometheusSlos).
      return [];
  }
}
