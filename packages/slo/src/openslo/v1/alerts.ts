import { z } from 'zod';
import { Description, duration, Metadata, name, number, Op, required, text } from './common.ts';

export const AlertNotificationTargetSpec = z.strictObject(
  { description: Description, target: text('a target such as slack') },
  required('a spec'),
);

export const AlertConditionSpec = z.strictObject(
  {
    description: Description,
    severity: text('a severity', 255),
    condition: z.strictObject(
      {
        kind: z.literal('burnrate', required('burnrate')),
        op: Op,
        threshold: number('a burn rate').min(0, 'not below 0'),
        lookbackWindow: duration({ positive: true }),
        alertAfter: duration({ positive: false }).optional(),
      },
      required('a condition'),
    ),
  },
  required('a spec'),
);
export type AlertConditionSpec = z.infer<typeof AlertConditionSpec>;

export type RefOrInline = { [reference: string]: string } | { kind: string; metadata: Metadata; spec: unknown };

/** A reference by name, or the object itself; told apart first, so that problems are those of what was meant. */
function refOrInline(ref: string, kind: string, spec: z.ZodType) {
  const reference = z.strictObject({ [ref]: name(`a name of an ${kind}`) });
  const inline = z.strictObject({ kind: z.literal(kind), metadata: Metadata, spec }, required(`an ${kind}`));
  return z
    .record(z.string(), z.unknown(), required(`${ref} or an ${kind}`))
    .transform((value, context): RefOrInline => {
      const parsed = ref in value ? reference.safeParse(value) : inline.safeParse(value);
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: value } as never);
      return z.NEVER;
    });
}

export const AlertPolicySpec = z.strictObject(
  {
    description: Description,
    alertWhenNoData: z.boolean(required('true or false')).optional(),
    alertWhenBreaching: z.boolean(required('true or false')).optional(),
    alertWhenResolved: z.boolean(required('true or false')).optional(),
    conditions: z
      .array(refOrInline('conditionRef', 'AlertCondition', AlertConditionSpec), required('a list of one condition'))
      .length(1, 'exactly one condition'),
    notificationTargets: z
      .array(
        refOrInline('targetRef', 'AlertNotificationTarget', AlertNotificationTargetSpec),
        required('a list of targets'),
      )
      .min(1, 'at least one target')
      .max(100, 'at most 100 targets'),
  },
  required('a spec'),
);
export type AlertPolicySpec = z.infer<typeof AlertPolicySpec>;

export const AlertPolicyUse = refOrInline('alertPolicyRef', 'AlertPolicy', AlertPolicySpec);
