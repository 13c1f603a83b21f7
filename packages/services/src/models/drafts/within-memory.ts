import { ServiceError } from '../../errors.ts';
import type { RowsToFreeze } from '../freeze-reference.ts';

/** A column that is being frozen remembers up to 65,536 values, in about so many bytes each. */
const REMEMBERED_ROWS = 65_536;
const VALUE_BYTES = 32;
const MAX_BYTES = 2 ** 30;
/** Rows that say how many features there are. */
const COUNTED_ROWS = 100;
const CHECK_ROWS = 1_024;

/** Rows as they are; refuses before so many columns of so many rows fill the memory of a process that others need. */
export async function* withinMemory(rows: RowsToFreeze['rows'], maxBytes = MAX_BYTES): AsyncGenerator {
  let count = 0;
  let features = 0;
  for await (const row of rows) {
    yield row;
    count += 1;
    if (count <= COUNTED_ROWS) features = Math.max(features, featuresIn(row));
    if (count % CHECK_ROWS !== 0 || count > REMEMBERED_ROWS || features * count * VALUE_BYTES <= maxBytes) continue;
    const most = Math.floor(maxBytes / VALUE_BYTES / features);
    throw new ServiceError(
      'invalid',
      `${features} features are too many for more than ${most} rows: choose fewer of either.`,
    );
  }
}

function featuresIn(row: unknown): number {
  const { features } = row as { features?: unknown };
  return typeof features === 'object' && features !== null ? Object.keys(features).length : 0;
}
