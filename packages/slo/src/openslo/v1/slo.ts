import { z } from 'zod';
import { parseDuration } from '../duration.ts';
import { isTimeZone } from '../../window/time-zone.ts';
import { AlertPolicyUse } from './alerts.ts';
import { Description, duration, name, number, Op, required, text } from './common.ts';
import { InlineSli } from './sli.ts';

const WALL_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/u;

const Calendar = z.strictObject(
  {
    startTime: z.string(required('YYYY-MM-DD hh:mm:ss')).regex(WALL_TIME, 'YYYY-MM-DD hh:mm:ss, without a zone'),
    timeZone: z.string(required('a time zone')).refine(isTimeZone, 'a zone of the IANA database: Europe/Rome'),
  },
  required('a calendar with startTime and timeZone'),
);

const TimeWindow = z
  .strictObject(
    {
      duration: duration({ positive: true }),
      isRolling: z.boolean(required('true or false')),
      calendar: Calendar.optional(),
    },
    required('a time window'),
  )
  .superRefine((window, context) => {
    const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (window.isRolling && window.calendar !== undefined) problem('calendar', 'a rolling window has no calendar');
    if (!window.isRolling && window.calendar === undefined)
      problem('calendar', 'required when the window does not roll');
    const unit = parseDuration(window.duration)?.unit;
    if (!window.isRolling && (unit === 'm' || unit === 'h'))
      problem('duration', 'a calendar window is days or longer; m is minutes, M is months');
  });
export type TimeWindow = z.infer<typeof TimeWindow>;

const Objective = z.strictObject(
  {
    displayName: z.string(required('a text')).max(255, 'at most 255 characters').optional(),
    op: Op.optional(),
    value: number('a number').optional(),
    target: number('a share').min(0, 'a share from 0').lt(1, 'a share below 1').optional(),
    targetPercent: number('a percentage').min(0, 'a percentage from 0').lt(100, 'a percentage below 100').optional(),
    timeSliceTarget: number('a share').gt(0, 'a share above 0').max(1, 'a share up to 1').optional(),
    timeSliceWindow: duration({ positive: true }).optional(),
    compositeWeight: number('a weight').gt(0, 'above 0').optional(),
    indicator: InlineSli.optional(),
    indicatorRef: name('a name of an SLI').optional(),
  },
  required('an objective'),
);
export type Objective = z.infer<typeof Objective>;

const METHODS = ['Occurrences', 'Timeslices', 'RatioTimeslices'] as const;

export const SloSpec = z
  .strictObject(
    {
      description: Description,
      service: text('a service', 253),
      budgetingMethod: z.enum(METHODS, required(METHODS.join(', '))),
      indicator: InlineSli.optional(),
      indicatorRef: name('a name of an SLI').optional(),
      timeWindow: z.array(TimeWindow, required('a list of one window')).max(1, 'at most one window').nullish(),
      objectives: z
        .array(Objective, required('a list of objectives'))
        .min(1, 'at least one objective')
        .max(100, 'at most 100 objectives'),
      alertPolicies: z.array(AlertPolicyUse, required('a list of policies')).max(100, 'at most 100 policies').nullish(),
    },
    required('a spec'),
  )
  .superRefine((spec, context) => {
    const problem = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
    checkIndicators(spec, problem);
    for (const [index, objective] of spec.objectives.entries())
      checkObjective(spec, objective, ['objectives', index], problem);
  });
export type SloSpec = z.infer<typeof SloSpec>;

type Problem = (path: PropertyKey[], message: string) => void;
type Indicated = { indicator?: unknown; indicatorRef?: unknown };
type Checked = Indicated & { budgetingMethod: (typeof METHODS)[number]; objectives: Objective[] };

function checkIndicators(spec: Checked, problem: Problem): void {
  const count = ({ indicator, indicatorRef }: Indicated) =>
    Number(indicator !== undefined) + Number(indicatorRef !== undefined);
  const own = count(spec);
  if (own > 1) problem(['indicator'], 'either indicator or indicatorRef');
  const ofObjectives = spec.objectives.map(count);
  for (const [index, given] of ofObjectives.entries()) {
    if (given > 1) problem(['objectives', index, 'indicator'], 'either indicator or indicatorRef');
    if (own > 0 && given > 0)
      problem(['objectives', index], 'an indicator of its own besides that of the SLO: one or the other');
    if (own === 0 && given === 0 && ofObjectives.some((other) => other > 0))
      problem(['objectives', index], 'required: indicator or indicatorRef, as other objectives have');
  }
  if (own === 0 && ofObjectives.every((given) => given === 0))
    problem(['indicator'], 'required: indicator or indicatorRef, here or on every objective');
}

function checkObjective(spec: Checked, objective: Objective, path: PropertyKey[], problem: Problem): void {
  const { target, targetPercent, op, value } = objective;
  if ((target === undefined) === (targetPercent === undefined))
    problem([...path, 'target'], 'exactly one of target and targetPercent');
  if (spec.budgetingMethod === 'Timeslices' && objective.timeSliceTarget === undefined)
    problem([...path, 'timeSliceTarget'], 'required for Timeslices');
  if (spec.budgetingMethod !== 'Occurrences' && objective.timeSliceWindow === undefined)
    problem([...path, 'timeSliceWindow'], `required for ${spec.budgetingMethod}`);
  const inline = (objective.indicator ?? spec.indicator) as { spec: { thresholdMetric?: unknown } } | undefined;
  if (inline?.spec.thresholdMetric === undefined) return;
  if (op === undefined) problem([...path, 'op'], 'required for a thresholdMetric');
  if (value === undefined) problem([...path, 'value'], 'required for a thresholdMetric');
}
