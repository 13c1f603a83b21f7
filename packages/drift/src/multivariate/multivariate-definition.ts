import type { FeatureLayout } from '../grid/grid.ts';
import type { Pane } from '../pane/pane.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';

/** One window next to its reference, over several numbers of an event at once. */
export type MultivariateInput = { reference: FrozenReference; pane: Pane };

/** What is looked at: a vector feature by its position in the grid's order, or the numeric features of the event. */
export type MultivariateSubject = { feature: number } | 'event';

export type MultivariateValue =
  | {
      state: 'measured';
      value: number;
      /** As the definition's `errorBound` says. */
      bound: number;
      /** Events or vectors on either side. */
      n: { reference: number; window: number };
    }
  | { state: 'undefined'; reason: string };

/** What a multivariate reading is, computes, and yields when nothing has changed but chance. Larger is worse. */
export type MultivariateDefinition = {
  id: 'reconstructionError' | 'maximumMeanDiscrepancy';
  label: string;
  unit: 'standard deviations' | 'distance';
  formula: string;
  source: string;
  domain: string;
  meaning: string;
  errorBound: string;
  /** Ways of counting that it is read from. */
  kinds: readonly FeatureLayout['kind'][];
  /** Smallest change that people care about. */
  floor: { warn: number; critical: number };
  subjects(reference: FrozenReference): MultivariateSubject[];
  read(input: MultivariateInput, subject: MultivariateSubject): MultivariateValue;
  /** The value that chance alone exceeds with probability `tail`. Asked only where `read` is measured. */
  noise(input: MultivariateInput, subject: MultivariateSubject, tail: number): number;
};

/** Fewest vectors or events on either side. */
export const MIN_MULTIVARIATE = 2;

export function tooFew(n: { reference: number; window: number }): MultivariateValue | undefined {
  for (const side of ['reference', 'window'] as const)
    if (n[side] < MIN_MULTIVARIATE)
      return { state: 'undefined', reason: `the ${side} has ${n[side]}, ${MIN_MULTIVARIATE} are needed` };
  return undefined;
}
