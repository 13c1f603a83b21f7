import { QuickGrids } from '@leeway/drift';

/** Events of one pane between two flushes from which on looking up edges by keys is worth the memory. */
export const BUSY_EVENTS = 512;
/** Each takes up to a kilobyte a feature. */
const MAX_GRIDS = 256;

/** Of all partitions of this process. */
export const quickGrids = new QuickGrids(MAX_GRIDS);
