import type { z } from 'zod';
import type { Detector, DetectorDefinition, DetectorId, DetectorSignal } from './detector.ts';
import { DETECTORS } from './index.ts';

/** Squares of larger numbers, and sums of those, would overflow. */
const LARGEST = 1e145;

export type CheckedSignal = DetectorSignal & {
  /** Why the value was passed over; null when it was taken. */
  ignored: string | null;
};

export type CreatedDetector =
  | { state: 'ready'; update(value: number): CheckedSignal }
  | { state: 'refused'; reason: string };

function refusalOf(value: number, input: DetectorDefinition['input']): string | null {
  if (!(Math.abs(value) <= LARGEST)) return `expected a finite number up to ±${LARGEST}`;
  if (input === 'share' && !(value >= 0 && value <= 1)) return 'expected an error: 0, 1 or a share between them';
  return null;
}

function checked(detector: Detector, input: DetectorDefinition['input']): CreatedDetector {
  return {
    state: 'ready',
    update(value) {
      const ignored = refusalOf(value, input);
      if (ignored !== null) return { drift: false, warning: false, ignored };
      return { ...detector.update(value), ignored };
    },
  };
}

function explain(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => [...path.map(String), message].join(': ')).join('; ');
}

/**
 * A detector by its id with parameters from outside; those left out have River's defaults. A value that it cannot take
 * is passed over, changes nothing, and says why.
 */
export function createDetector(id: DetectorId, params: Record<string, unknown> = {}): CreatedDetector {
  const definition: DetectorDefinition = DETECTORS[id];
  const parsed = definition.params.safeParse(params);
  if (!parsed.success) return { state: 'refused', reason: explain(parsed.error) };
  return checked(definition.create(parsed.data), definition.input);
}
