import type { LearntAlarms } from './learnt-alarms.ts';
import type { WindowSums } from './window-sums.ts';

/** What was learnt, and the windows of every length that end where the judged window ends. */
export type ReadyAlarms = { state: 'ready'; learnt: LearntAlarms; sums: WindowSums };
