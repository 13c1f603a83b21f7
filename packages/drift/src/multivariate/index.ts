import { maximumMeanDiscrepancyReading } from './maximum-mean-discrepancy.ts';
import type { MultivariateDefinition } from './multivariate-definition.ts';
import { reconstructionErrorReading } from './reconstruction-error.ts';

/** Every multivariate reading by id. A new one is a file and a line here, and its id in the definition. */
export const MULTIVARIATE = {
  reconstructionError: reconstructionErrorReading,
  maximumMeanDiscrepancy: maximumMeanDiscrepancyReading,
} as const satisfies Record<MultivariateDefinition['id'], MultivariateDefinition>;
