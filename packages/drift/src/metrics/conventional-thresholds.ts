export type Thresholds = { warn: number; critical: number };

/**
 * Smallest change of each metric that people care about, above the value of no change; where a metric has no convention
 * it has none here. They say nothing about chance: with few values it exceeds them too.
 */
export const CONVENTIONAL_THRESHOLDS = {
  /** Banking convention: below 0.1 stable, above 0.2 shifted. */
  psi: { warn: 0.1, critical: 0.2 },
  jensenShannon: { warn: 0.1, critical: 0.2 },
  /** Close to Jensen–Shannon in size for small changes. */
  hellinger: { warn: 0.1, critical: 0.2 },
  /** About half of the index for small changes. */
  kl: { warn: 0.05, critical: 0.1 },
  /** A tenth, a fifth of all values moved elsewhere. */
  totalVariation: { warn: 0.1, critical: 0.2 },
  /** A tenth, a fifth of all values on the other side of some cut. */
  kolmogorovSmirnov: { warn: 0.1, critical: 0.2 },
  /**
   * In reference sd. 0.5 and 1 are a medium and more than a large effect (Cohen 1988). The familiar 1.5 and 3 count
   * standard errors of chunk means, a different scale: a mean that moved by 3 sd has left the reference altogether.
   */
  meanShift: { warn: 0.5, critical: 1 },
  /** For a mere shift as much as brings Kolmogorov–Smirnov to 0.1 and 0.2. Evidently takes 0.1, which chance reaches. */
  wassersteinNormalized: { warn: 0.25, critical: 0.5 },
  /** Half as much or twice as much variance again; the inverse counts alike. */
  varianceRatio: { warn: 0.5, critical: 1 },
  /** Above the rate of the reference, absolute: 0.05 = five events in a hundred more. */
  missingRate: { warn: 0.02, critical: 0.05 },
  newCategoryRate: { warn: 0.01, critical: 0.03 },
  outOfRangeRate: { warn: 0.01, critical: 0.03 },
} as const satisfies Record<string, Thresholds>;
