import { PanePool } from '@leeway/drift';

/** Unused memory for panes that this process keeps between flushes. */
const MAX_FREE_BYTES = 12_582_912;

/** Of all partitions of this process. */
export const panePool = new PanePool({ maxBytes: MAX_FREE_BYTES });
