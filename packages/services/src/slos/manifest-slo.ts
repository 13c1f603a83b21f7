import {
  CALENDAR_DAYS,
  defaultSpec,
  SLI_DEFINITIONS,
  SLI_KINDS,
  SloCalendar,
  SloDocument,
  type SliKind,
} from '@leeway/slo';
import { z } from 'zod';

const shape = z.strictObject({
  name: z.string().trim().min(1).max(80),
  description: z.string().max(1_050).default(''),
  kind: z.enum(SLI_KINDS as [SliKind, ...SliKind[]]),
  /** A share: 0.99. */
  target: z.number(),
  /** Of a rolling window; left out for a calendar's. */
  windowDays: z.number().optional(),
  calendar: SloCalendar.optional(),
  /** For the kind `latency`: one of the measured edges. */
  thresholdMs: z.number().optional(),
  /** What the kind asks for besides, by name; what is left out is the kind's usual one. */
  parameters: z.record(z.string().max(40), z.union([z.string().max(200), z.number()])).optional(),
});

/** The whole document of a manifest's SLO: alert rows and what else it leaves out are the kind's usual ones. */
export function documentOfManifest(modelId: string, slo: z.infer<typeof shape>): unknown {
  const { name, description, kind, target, calendar, thresholdMs, parameters } = slo;
  const windowDays = slo.windowDays ?? (calendar === undefined ? 0 : CALENDAR_DAYS[calendar.unit]);
  const { alerting, ...usual } = defaultSpec({ kind, target, windowDays });
  const given = { ...parameters, ...(thresholdMs === undefined ? {} : { thresholdMs }) };
  return {
    modelId,
    name,
    description,
    target,
    windowDays,
    ...(calendar === undefined ? {} : { calendar }),
    spec: { ...usual, ...given, kind, alerting },
  };
}

/** An SLO as a model's manifest says it; refused when no valid SLO follows from it. */
export const ManifestSlo = shape.superRefine((slo, context) => {
  const known = SLI_DEFINITIONS[slo.kind].parameters.map(({ name }) => name);
  for (const name of Object.keys(slo.parameters ?? {}))
    if (!known.includes(name))
      context.addIssue({ code: 'custom', path: ['parameters', name], message: `${slo.kind} has no such parameter.` });
  const parsed = SloDocument.safeParse(documentOfManifest('model', slo));
  for (const issue of parsed.error?.issues ?? [])
    context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
});
export type ManifestSlo = z.infer<typeof ManifestSlo>;
