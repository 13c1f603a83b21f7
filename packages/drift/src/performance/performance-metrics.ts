import { BINARY_METRICS } from './binary/index.ts';
import { MULTICLASS_METRICS } from './multiclass/index.ts';
import { REGRESSION_METRICS } from './regression/index.ts';

/** Every performance metric by kind of model and id. A new one is a file and a line in its kind's index. */
export const PERFORMANCE_METRICS = {
  binary: BINARY_METRICS,
  multiclass: MULTICLASS_METRICS,
  regression: REGRESSION_METRICS,
} as const;
