import { z } from 'zod';
import type { AlertPolicy } from '../burn/alert-row.ts';
import { definitionOf, sliceMinutesOf, type SliKind, type SliSpec } from '../sli/registry.ts';

/** Up to a quarter of an hour: a slice that is still running is judged by what it has brought so far. */
export const BUDGET_SLICE_MINUTES = [1, 5, 10, 15] as const;
const ALLOWED: readonly number[] = BUDGET_SLICE_MINUTES;

const sliceMinutes = z
  .number()
  .refine((value) => ALLOWED.includes(value), `Choose one of ${BUDGET_SLICE_MINUTES.join(', ')} minutes.`);

/**
 * How events become a budget where they are not counted one by one (Occurrences of OpenSLO): slices of time that are good
 * when enough of their events are (Timeslices), or that count by their share of good ones, each alike (RatioTimeslices).
 */
export const Budgeting = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('timeslices'),
    sliceMinutes,
    /** Share of a slice's events that must be good. */
    sliceTarget: z.number('A number above 0, up to 100.').gt(0, 'Above 0 %.').max(1, 'At most 100 %.'),
  }),
  z.object({ method: z.literal('ratioTimeslices'), sliceMinutes }),
]);
export type Budgeting = z.infer<typeof Budgeting>;

/** Whether a kind may be counted by slices: it counts events, and here. A Prometheus says it in its query. */
export function canBeSliced(kind: SliKind): boolean {
  const { unit, source } = definitionOf({ kind });
  return unit === 'event' && source !== 'prometheus';
}

/** What is counted, and how; without `budgeting` each event or slice of the kind counts once. */
export type CountedSpec = SliSpec & { budgeting?: Budgeting | undefined };

/** A minute of a ratio slice is counted in millionths, so that counts stay whole. */
export const RATIO_PARTS = 1_000_000;

export type Counting = {
  noun: { one: string; many: string };
  unit: 'event' | 'slice';
  /** Counts that make one of the noun. */
  parts: number;
};

/** What the counts of an SLO are. */
export function countingOf(spec: CountedSpec): Counting {
  const { noun, unit } = definitionOf(spec);
  if (spec.budgeting === undefined) return { noun, unit, parts: 1 };
  const parts = spec.budgeting.method === 'ratioTimeslices' ? RATIO_PARTS : 1;
  return { noun: { one: 'minute', many: 'minutes' }, unit: 'slice', parts };
}

/** Minutes that are judged together, by the kind or by the budget. */
export function countedSliceMinutes(spec: CountedSpec): number {
  return spec.budgeting?.sliceMinutes ?? sliceMinutesOf(spec);
}

/** The policy in the units of the counts. */
export function countedPolicy(spec: CountedSpec & { alerting: AlertPolicy }): AlertPolicy {
  return { ...spec.alerting, minimumBad: spec.alerting.minimumBad * countingOf(spec).parts };
}
