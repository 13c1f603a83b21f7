import { z } from 'zod';
import { windowMinutes } from '../budget/rolling-window.ts';
import { reachability } from '../burn/reachability.ts';
import { definitionOf } from '../sli/registry.ts';
import { CALENDAR_DAYS, SloCalendar } from '../window/slo-window.ts';
import { SloSpec } from './slo-spec.ts';

export const MIN_TARGET = 0.5;
export const MAX_TARGET = 0.99999;
export const MIN_WINDOW_DAYS = 1 / 24;
export const MAX_WINDOW_DAYS = 366;

/** Length of a window in days: whole ones, or whole hours. */
export const WindowDays = z
  .number('A number of days.')
  .min(MIN_WINDOW_DAYS, 'At least an hour.')
  .max(MAX_WINDOW_DAYS, `At most ${MAX_WINDOW_DAYS} days.`)
  .refine((days) => Math.abs(days * 24 - Math.round(days * 24)) < 1e-6, 'Whole days, or whole hours.');

const draftShape = {
  modelId: z.string('Choose a model.').min(1, 'Choose a model.').max(63),
  target: z
    .number('A number from 50 to 99.999.')
    .min(MIN_TARGET, 'At least 50 %.')
    .max(MAX_TARGET, 'At most 99.999 %: a budget of nothing cannot be kept.'),
  windowDays: WindowDays,
  /** Left out or null: the window rolls. */
  calendar: SloCalendar.nullable().optional(),
  spec: SloSpec,
};

/** Enough of an SLO to run it over history. Rows that cannot fire are allowed here, so that a preview can say so. */
export const SloDraft = z.object(draftShape);
export type SloDraft = z.infer<typeof SloDraft>;

type RowIssue = { row: number; field: 'burnAbove' | 'longMinutes'; message: string };

/** What keeps a policy from working for this target and window; an SLO with any of these is refused. */
export function policyIssues(draft: Pick<SloDraft, 'target' | 'windowDays' | 'spec'>): RowIssue[] {
  return draft.spec.alerting.rows.flatMap((row, index): RowIssue[] => {
    if (row.longMinutes > windowMinutes(draft.windowDays))
      return [{ row: index, field: 'longMinutes', message: 'The long window is longer than the window of the SLO.' }];
    const reach = reachability(row.burnAbove, draft.target);
    return reach.reachable
      ? []
      : [{ row: index, field: 'burnAbove', message: `This row can't fire. ${reach.message}` }];
  });
}

/** An SLO as it is saved and versioned. */
export const SloDocument = z
  .object({
    ...draftShape,
    name: z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.'),
    description: z.string().trim().max(1_050, 'At most 1,050 characters.').default(''),
  })
  .superRefine((document, context) => {
    const { calendar, windowDays } = document;
    if (calendar !== undefined && calendar !== null && windowDays !== CALENDAR_DAYS[calendar.unit])
      context.addIssue({
        code: 'custom',
        path: ['windowDays'],
        message: `A calendar ${calendar.unit} is taken as ${CALENDAR_DAYS[calendar.unit]} days.`,
      });
    for (const { parameter, message } of definitionOf(document.spec).issues?.(document.spec) ?? [])
      context.addIssue({ code: 'custom', path: ['spec', parameter], message });
    for (const issue of policyIssues(document))
      context.addIssue({
        code: 'custom',
        path: ['spec', 'alerting', 'rows', issue.row, issue.field],
        message: issue.message,
      });
  });
export type SloDocument = z.infer<typeof SloDocument>;
