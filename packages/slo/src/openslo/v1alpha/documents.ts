import { z } from 'zod';
import { isTimeZone } from '../../window/time-zone.ts';
import { Description, Metadata, number, Op, required, text } from '../v1/common.ts';

const UNITS = ['Minute', 'Hour', 'Day', 'Week', 'Month', 'Quarter', 'Year'] as const;

const Metric = z.strictObject(
  { source: text('a source'), queryType: text('a type of query'), query: text('a query', 20_000) },
  required('source, queryType and query'),
);

const RatioMetrics = z
  .strictObject(
    {
      incremental: z.boolean().optional(),
      counter: z.boolean().optional(),
      good: Metric.optional(),
      bad: Metric.optional(),
      total: Metric,
    },
    required('an object'),
  )
  .refine(({ good, bad }) => (good === undefined) !== (bad === undefined), 'exactly one of good and bad');

const Calendar = z.strictObject({
  startTime: text('a time', 40),
  timeZone: z.string(required('a time zone')).refine(isTimeZone, 'a zone of the IANA database: Europe/Rome'),
});

const TimeWindow = z.strictObject(
  {
    count: z.int(required('a whole number')).min(1, 'at least 1'),
    unit: z.enum(UNITS, required(UNITS.join(', '))),
    isRolling: z.boolean(required('true or false')).optional(),
    calendar: Calendar.optional(),
  },
  required('a time window'),
);

const Objective = z.strictObject(
  {
    displayName: z.string().max(255).optional(),
    op: Op.optional(),
    value: number('a number').optional(),
    target: number('a share').min(0, 'a share from 0').lt(1, 'a share below 1'),
    timeSliceTarget: number('a share').gt(0, 'above 0').max(1, 'up to 1').optional(),
    ratioMetrics: RatioMetrics.optional(),
  },
  required('an objective'),
);

const SloSpec = z
  .strictObject(
    {
      description: Description,
      service: text('a service', 253),
      budgetingMethod: z.enum(['Occurrences', 'Timeslices'], required('Occurrences or Timeslices')),
      indicator: z.strictObject({ thresholdMetric: Metric }, required('a thresholdMetric')).optional(),
      timeWindows: z.array(TimeWindow, required('a list of one window')).max(1, 'at most one window').nullish(),
      objectives: z.array(Objective, required('a list of objectives')).min(1, 'at least one objective').max(100),
    },
    required('a spec'),
  )
  .superRefine((spec, context) => {
    for (const [index, objective] of spec.objectives.entries()) {
      const problem = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['objectives', index, field], message });
      if ((spec.indicator === undefined) === (objective.ratioMetrics === undefined))
        problem('ratioMetrics', 'exactly one of ratioMetrics here and an indicator of the SLO');
      if (spec.budgetingMethod === 'Timeslices' && objective.timeSliceTarget === undefined)
        problem('timeSliceTarget', 'required for Timeslices');
      if (spec.indicator === undefined) continue;
      if (objective.op === undefined) problem('op', 'required for a thresholdMetric');
      if (objective.value === undefined) problem('value', 'required for a thresholdMetric');
    }
  });

const document = <K extends string, S extends z.ZodType>(kind: K, spec: S) =>
  z.strictObject({ apiVersion: z.literal('openslo/v1alpha'), kind: z.literal(kind), metadata: Metadata, spec });

/** The two kinds of openslo/v1alpha. */
export const V1ALPHA_DOCUMENTS = {
  Service: document('Service', z.strictObject({ description: Description }).nullish()),
  SLO: document('SLO', SloSpec),
} as const;
export type V1AlphaKind = keyof typeof V1ALPHA_DOCUMENTS;
