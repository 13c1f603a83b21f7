import type { LabelEvent } from '../label-event.ts';
import type { PredictionEvent } from '../prediction-event.ts';

/**
 * `inputs`: a request alone; it says what the model saw and nothing of its answer. `outputs`: an answer alone, whose
 * request is an event too. `answer`: an answer alone on a stream of answers, so that it counts as the event.
 */
export type EventPart = 'inputs' | 'outputs' | 'answer';
export type DecodedPrediction = PredictionEvent & { part?: EventPart };

/** What a record is. A record with one unreadable row is refused as a whole, so that it counts once or not at all. */
export type DecodedRecord =
  | { kind: 'predictions'; events: DecodedPrediction[] }
  | { kind: 'labels'; events: LabelEvent[] }
  | { kind: 'tombstone' }
  | { kind: 'needs-schema'; schemaId: number }
  | { kind: 'refused'; reason: string };
