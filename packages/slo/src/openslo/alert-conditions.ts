import type { PrometheusCondition } from '../prometheus/prometheus-slo.ts';
import { durationMinutes, parseDuration } from './duration.ts';
import type { OpenSloProblem } from './open-slo-problem.ts';
import type { Find } from './to-prometheus.ts';
import { AlertConditionSpec, AlertPolicySpec, type RefOrInline } from './v1/alerts.ts';

type Found = { conditions: PrometheusCondition[]; problems: OpenSloProblem[] };

/** Burn-rate conditions of the policies of an SLO; who is told is not Prometheus' business. */
export function alertConditions(policies: readonly RefOrInline[], find: Find): Found {
  const found: Found = { conditions: [], problems: [] };
  for (const [index, use] of policies.entries()) {
    const path = `spec.alertPolicies[${index}]`;
    const policy = resolve(use, 'alertPolicyRef', AlertPolicySpec, (name) => find('AlertPolicy', name)?.spec);
    if (policy === null) found.problems.push(missing(`${path}.alertPolicyRef`, 'AlertPolicy'));
    else addPolicy(found, policy, path, find);
  }
  return found;
}

function addPolicy(found: Found, policy: AlertPolicySpec, path: string, find: Find): void {
  if (policy.alertWhenBreaching === false) {
    const message = 'alertWhenBreaching is false: no alert is made of it';
    found.problems.push({ path, message, severity: 'warning' });
    return;
  }
  if (policy.alertWhenNoData === true) {
    const message = 'an alert on no data is not made';
    found.problems.push({ path: `${path}.spec.alertWhenNoData`, message, severity: 'warning' });
  }
  for (const [index, use] of policy.conditions.entries()) {
    const at = `${path}.spec.conditions[${index}]`;
    const spec = resolve(use, 'conditionRef', AlertConditionSpec, (name) => find('AlertCondition', name)?.spec);
    if (spec === null) found.problems.push(missing(`${at}.conditionRef`, 'AlertCondition'));
    else addCondition(found, conditionOf(nameOf(use, 'conditionRef'), spec));
  }
}

function resolve<T>(
  use: RefOrInline,
  reference: string,
  schema: { safeParse: (value: unknown) => { success: boolean; data?: T } },
  find: (name: string) => T | undefined,
): T | null {
  const name = (use as Record<string, unknown>)[reference];
  if (typeof name === 'string') return find(name) ?? null;
  return schema.safeParse((use as { spec?: unknown }).spec).data ?? null;
}

/** The same condition of two policies is one alert: who is told is not Prometheus' business. */
function addCondition(found: Found, condition: PrometheusCondition): void {
  if (!found.conditions.some(({ name }) => name === condition.name)) found.conditions.push(condition);
}

function nameOf(use: RefOrInline, reference: string): string {
  const { [reference]: name, metadata } = use as { metadata?: { name: string } } & Record<string, unknown>;
  return typeof name === 'string' ? name : (metadata?.name ?? '');
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
