import { z } from 'zod';
import { Description, Metadata, required, text } from './common.ts';

const MetricSource = z.strictObject(
  {
    metricSourceRef: text('a name of a data source').optional(),
    type: text('a type of data source').optional(),
    spec: z.record(z.string(), z.unknown(), required('an object that says what to query')),
  },
  required('a metric source'),
);
export type MetricSource = z.infer<typeof MetricSource>;

const Metric = z.strictObject({ metricSource: MetricSource }, required('a metric with a metricSource'));

const RatioMetric = z
  .strictObject(
    {
      counter: z.boolean(required('true or false')).optional(),
      good: Metric.optional(),
      bad: Metric.optional(),
      total: Metric.optional(),
      raw: Metric.optional(),
      rawType: z.enum(['success', 'failure'], required('success or failure')).optional(),
    },
    required('an object'),
  )
  .superRefine((ratio, context) => {
    const problem = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (ratio.raw !== undefined) {
      if (ratio.rawType === undefined) problem(['rawType'], 'required with raw: success or failure');
      for (const other of ['good', 'bad', 'total'] as const)
        if (ratio[other] !== undefined) problem([other], 'a raw ratio has no good, bad or total');
      return;
    }
    if (ratio.rawType !== undefined) problem(['rawType'], 'only with raw');
    if (ratio.total === undefined) problem(['total'], 'required: what good or bad is a part of');
    if ((ratio.good === undefined) === (ratio.bad === undefined))
      problem([], 'exactly one of good and bad, or raw instead');
  });

export const SliSpec = z
  .strictObject(
    { description: Description, thresholdMetric: Metric.optional(), ratioMetric: RatioMetric.optional() },
    required('a spec'),
  )
  .refine(({ thresholdMetric, ratioMetric }) => (thresholdMetric === undefined) !== (ratioMetric === undefined), {
    message: 'exactly one of thresholdMetric and ratioMetric',
  });
export type SliSpec = z.infer<typeof SliSpec>;

/** An indicator inside an SLO: it needs no kind of its own. */
export const InlineSli = z.strictObject({ metadata: Metadata, spec: SliSpec }, required('an indicator'));
