import type { AlertPolicy, AlertRow } from '../../burn/alert-row.ts';
import { formatFactor } from '../../words/format-number.ts';
import { durationText } from '../duration.ts';
import { OWN_ANNOTATIONS } from '../own-fields.ts';
import type { V1Document } from '../v1/documents.ts';
import { freeLabel, labelName } from './label-name.ts';

type AlertPolicyDocument = Extract<V1Document, { kind: 'AlertPolicy' }>;

/** Who is told by alerts of Leeway: openslo/v1 wants a target in every policy. */
export const INCIDENT_TARGET: Extract<V1Document, { kind: 'AlertNotificationTarget' }> = {
  apiVersion: 'openslo/v1',
  kind: 'AlertNotificationTarget',
  metadata: { name: 'leeway-incidents', displayName: 'Incidents in Leeway' },
  spec: { target: 'leeway' },
};

/**
 * openslo/v1 has one burn rate over one window a policy, and no alert over two windows: each row is two policies, whose
 * annotations say that both must hold.
 */
export function alertPoliciesOf(
  { rows, noDataMinutes }: AlertPolicy,
  slo: { name: string; title: string },
  taken: Set<string>,
): AlertPolicyDocument[] {
  return rows.flatMap((row, index) =>
    (['long', 'short'] as const).map((window) => policyOf(row, index + 1, window, noDataMinutes, slo, taken)),
  );
}

function policyOf(
  row: AlertRow,
  number: number,
  window: 'long' | 'short',
  noDataMinutes: number | null,
  slo: { name: string; title: string },
  taken: Set<string>,
): AlertPolicyDocument {
  const name = freeLabel(labelName(`${slo.name.slice(0, 52)}-${number}-${window}`, 'policy'), taken);
  const lookbackWindow = durationText(window === 'long' ? row.longMinutes : row.shortMinutes);
  const both = `${durationText(row.longMinutes)} and ${durationText(row.shortMinutes)}`;
  return {
    apiVersion: 'openslo/v1',
    kind: 'AlertPolicy',
    metadata: {
      name,
      annotations: { [OWN_ANNOTATIONS.row]: String(number), [OWN_ANNOTATIONS.rowWindow]: window },
    },
    spec: {
      description: `Row ${number} of “${slo.title}”, its ${window} window: Leeway alerts while burn over ${both} is above ${formatFactor(row.burnAbove)}.`,
      alertWhenBreaching: true,
      alertWhenResolved: true,
      alertWhenNoData: noDataMinutes !== null,
      conditions: [
        {
          kind: 'AlertCondition',
          metadata: { name },
          spec: {
            severity: row.severity,
            condition: {
              kind: 'burnrate',
              op: 'gt',
              threshold: row.burnAbove,
              lookbackWindow,
              alertAfter: waitText(row.forMinutes),
            },
          },
        },
      ],
      notificationTargets: [{ targetRef: INCIDENT_TARGET.metadata.name }],
    },
  };
}

function waitText(minutes: number | undefined): string {
  return minutes === undefined || minutes === 0 ? '0m' : durationText(minutes);
}
