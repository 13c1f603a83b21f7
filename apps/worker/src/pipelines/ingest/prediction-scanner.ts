import { MAX_FEATURES, MAX_VALUE_BYTES } from '@leeway/contracts';
import { EventScanner, type ScanModels } from '@leeway/drift';
import type { StreamRecord } from '@leeway/stream';
import type { CountablePrediction } from './countable-prediction.ts';
import { ScannedPrediction } from './scanned-prediction.ts';

/** Reads predictions of Leeway's own contract without parsing them, where it can. One for all partitions. */
export class PredictionScanner {
  readonly #scanner: EventScanner;
  readonly #prediction: ScannedPrediction;

  constructor(options: { templateFrom?: number } = {}) {
    this.#scanner = new EventScanner({ maxBytes: MAX_VALUE_BYTES, maxFeatures: MAX_FEATURES, ...options });
    this.#prediction = new ScannedPrediction(this.#scanner);
  }

  /** Null: the record has to be decoded. */
  read(record: StreamRecord, models: ScanModels): CountablePrediction | null {
    const { bytes, valueFrom = -1, valueTo = -1 } = record;
    if (bytes !== undefined)
      return valueFrom >= 0 && this.#scanner.scanPlace(bytes, valueFrom, valueTo, models) ? this.#prediction : null;
    const { value } = record;
    return value !== null && this.#scanner.scan(value, models) ? this.#prediction : null;
  }

  /** From here on panes hold all that was counted into them. */
  settle(): void {
    this.#scanner.settle();
  }
}
