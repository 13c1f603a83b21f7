import { z } from 'zod';

export const ALARM_VIEWS = ['shape', 'location', 'spread', 'null', 'new', 'tail', 'cell'] as const;
export type AlarmViewId = (typeof ALARM_VIEWS)[number];

/** Shorter references hold too few days to be compared with each other. */
export const MIN_REFERENCE_DAYS = 3;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Smallest effect that anybody would care about; an alarm needs more, however many events there are. */
const AlarmFloors = z.object({
  /** Population stability index, its sampling noise taken off. */
  shape: z.number().positive().default(0.02),
  /** Reference standard deviations of the ranks. */
  location: z.number().positive().default(0.075),
  spread: z.number().positive().default(0.1),
  /** Shares of all events. */
  null: z.number().positive().default(0.01),
  new: z.number().positive().default(0.005),
  tail: z.number().positive().default(0.005),
  cell: z.number().positive().default(0.01),
});

export const AlarmSettings = z.object({
  /** False alarms a model may see in a week when nothing changes, over all features, views and window lengths. */
  budgetPerWeek: z.number().positive().max(1e6).default(0.5),
  /** Judged at once, from the same panes. */
  windowMs: z
    .array(z.int().min(1_000))
    .min(1)
    .max(10)
    .default([5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS]),
  floors: AlarmFloors.prefault({}),
  /** Shorter references are refused. From one day on they can be learnt from, with care for what other days may bring. */
  leastReferenceDays: z.number().min(1).max(14).default(MIN_REFERENCE_DAYS),
});
export type AlarmSettings = z.infer<typeof AlarmSettings>;
