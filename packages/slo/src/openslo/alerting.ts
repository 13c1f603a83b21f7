import type { AlertRow } from '../burn/alert-row.ts';
import type { PrometheusCondition } from '../prometheus/prometheus-slo.ts';
import type { Find } from './document-set.ts';
import { durationMinutes, parseDuration } from './duration.ts';
import type { OpenSloProblem } from './open-slo-problem.ts';
import { ownAnnotation } from './own-fields.ts';
import { ownRows, type RowHalf } from './own-rows.ts';
import { AlertConditionSpec, AlertPolicySpec, type RefOrInline } from './v1/alerts.ts';
import type { Metadata } from './v1/common.ts';

export type OpenSloAlerting = {
  /** Rows that Leeway exported as two policies each, put together again. */
  rows: AlertRow[];
  /** One burn rate over one window, as others write them; the same one of two policies once. */
  conditions: PrometheusCondition[];
  /** Where a policy of others wants to be told of silence; null = none does. */
  noDataPath: string | null;
  problems: OpenSloProblem[];
};

type Gathered = Omit<OpenSloAlerting, 'rows'> & { halves: RowHalf[] };

/** What the policies of an SLO alert on. Who is told is not theirs to say here. */
export function alertingOf(policies: readonly RefOrInline[], find: Find): OpenSloAlerting {
  const gathered: Gathered = { conditions: [], halves: [], noDataPath: null, problems: [] };
  for (const [index, use] of policies.entries()) {
    const path = `spec.alertPolicies[${index}]`;
    const policy = resolve(use, 'alertPolicyRef', AlertPolicySpec, (name) => find('AlertPolicy', name));
    if (policy === null) gathered.problems.push(missing(`${path}.alertPolicyRef`, 'AlertPolicy'));
    else addPolicy(gathered, policy, path, find);
  }
  const { halves, ...others } = gathered;
  const { rows, problems } = ownRows(halves);
  return { ...others, rows, problems: [...others.problems, ...problems] };
}

type Resolved<T> = { metadata: Metadata; spec: T };

function addPolicy(gathered: Gathered, { metadata, spec }: Resolved<AlertPolicySpec>, path: string, find: Find): void {
  if (spec.alertWhenBreaching === false) {
    const message = 'alertWhenBreaching is false: no alert is made of it';
    gathered.problems.push({ path, message, severity: 'warning' });
    return;
  }
  const row = ownAnnotation(metadata, 'row');
  if (spec.alertWhenNoData === true && row === undefined) gathered.noDataPath ??= `${path}.spec.alertWhenNoData`;
  for (const [index, use] of spec.conditions.entries()) {
    const at = `${path}.spec.conditions[${index}]`;
    const found = resolve(use, 'conditionRef', AlertConditionSpec, (name) => find('AlertCondition', name));
    if (found === null) {
      gathered.problems.push(missing(`${at}.conditionRef`, 'AlertCondition'));
      continue;
    }
    const condition = conditionOf(found.metadata.name, found.spec);
    if (row !== undefined) gathered.halves.push({ row, window: ownAnnotation(metadata, 'rowWindow'), condition, path });
    else if (!gathered.conditions.some(({ name }) => name === condition.name)) gathered.conditions.push(condition);
  }
}

function resolve<T>(
  use: RefOrInline,
  reference: string,
  schema: { safeParse: (value: unknown) => { success: boolean; data?: T } },
  find: (name: string) => Resolved<T> | undefined,
): Resolved<T> | null {
  const name = (use as Record<string, unknown>)[reference];
  if (typeof name === 'string') return find(name) ?? null;
  const { metadata, spec } = use as { metadata: Metadata; spec: unknown };
  const parsed = schema.safeParse(spec);
  return parsed.data === undefined ? null : { metadata, spec: parsed.data };
}

function missing(path: string, kind: string): OpenSloProblem {
  return { path, message: `no such ${kind} among these documents`, severity: 'error' };
}

function conditionOf(name: string, { severity, condition }: AlertConditionSpec): PrometheusCondition {
  const { op, threshold, lookbackWindow, alertAfter = '0m' } = condition;
  const minutes = (text: string): number => {
    const parsed = parseDuration(text);
    return parsed === null ? 0 : durationMinutes(parsed);
  };
  return {
    name,
    severity,
    op,
    burn: threshold,
    windowMinutes: minutes(lookbackWindow),
    forMinutes: minutes(alertAfter),
  };
}
