import { MULTIVARIATE } from './index.ts';
import type { MultivariateDefinition, MultivariateInput } from './multivariate-definition.ts';

export type MultivariateId = MultivariateDefinition['id'];

/** One multivariate reading of a window, with thresholds for its very size. Serialised as it is. */
export type MultivariateReading = {
  id: MultivariateId;
  /** The vector feature; null for the numeric features of the event together. */
  feature: string | null;
} & (
  | {
      state: 'measured';
      value: number;
      bound: number;
      n: number;
      referenceN: number;
      warn: number;
      critical: number;
      /** Of this window alone, without memory. */
      verdict: 'ok' | 'warning' | 'critical';
    }
  | { state: 'undefined'; reason: string }
);

/**
 * All multivariate readings of a window: beyond its threshold is what exceeds both the floor that people care about and
 * what chance reaches with probability `tails`. Assumes independent events.
 */
export function readMultivariate(
  input: MultivariateInput,
  tails: { warn: number; critical: number },
): MultivariateReading[] {
  const { reference, pane } = input;
  if (pane.gridId !== reference.gridId)
    throw new RangeError(`pane of grid ${pane.gridId}, the reference's is ${reference.gridId}`);
  return Object.values(MULTIVARIATE).flatMap((definition: MultivariateDefinition) =>
    definition.subjects(reference).map((subject): MultivariateReading => {
      const feature = subject === 'event' ? null : (reference.features[subject.feature]?.name ?? null);
      const { id, floor } = definition;
      const reading = definition.read(input, subject);
      if (reading.state === 'undefined') return { id, feature, ...reading };
      const { value, bound, n } = reading;
      const warn = Math.max(floor.warn, definition.noise(input, subject, tails.warn));
      const critical = Math.max(warn, floor.critical, definition.noise(input, subject, tails.critical));
      const verdict = value >= critical ? 'critical' : value >= warn ? 'warning' : 'ok';
      return {
        id,
        feature,
        state: 'measured',
        value,
        bound,
        n: n.window,
        referenceN: n.reference,
        warn,
        critical,
        verdict,
      };
    }),
  );
}
