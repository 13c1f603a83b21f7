import { windowMinutes } from '../../budget/rolling-window.ts';
import { isPrometheusSli } from '../../prometheus/prometheus-sli.ts';
import type { SloDocument } from '../../spec/slo-document.ts';
import type { SloWindow } from '../../window/slo-window.ts';
import { CALENDAR_LETTERS } from '../calendar-units.ts';
import { durationText } from '../duration.ts';
import { OWN_ANNOTATIONS } from '../own-fields.ts';
import type { V1Document } from '../v1/documents.ts';
import type { TimeWindow } from '../v1/slo.ts';
import { alertPoliciesOf, INCIDENT_TARGET } from './alert-policies-of.ts';
import { indicatorOf } from './indicator-of.ts';
import { freeLabel, labelName } from './label-name.ts';

export type ExportedSlo = {
  /** Stays the same when the SLO changes: it becomes its name in OpenSLO. */
  id: string;
  version: number;
  modelName: string;
  document: SloDocument;
};

/** What openslo/v1 cannot say, and where it went. */
export const OPEN_SLO_EXPORT_NOTES: readonly string[] = [
  'An alert over two windows is two AlertPolicies, one a window; annotations leeway/row keep them together.',
  'The least number of bad ones, alerts on no data and the version are annotations under leeway/.',
  'Addresses and credentials of data sources are never exported.',
];

/**
 * SLOs as openslo/v1: a Service a model, two AlertPolicies an alert row, and the SLO itself. `importOpenSlo` makes the same
 * SLOs of them; what the specification has no field for is in annotations under `leeway/`.
 */
export function toOpenSlo(slos: readonly ExportedSlo[]): V1Document[] {
  const services = servicesOf(slos);
  const taken = { slos: new Set<string>(), policies: new Set<string>() };
  const documents = slos.flatMap((slo) => sloDocuments(slo, services, taken));
  const usesTarget = documents.some(({ kind }) => kind === 'AlertPolicy');
  return [...services.values(), ...dataSourcesOf(slos), ...(usesTarget ? [INCIDENT_TARGET] : []), ...documents];
}

type ServiceDocument = Extract<V1Document, { kind: 'Service' }>;

function servicesOf(slos: readonly ExportedSlo[]): Map<string, ServiceDocument> {
  const taken = new Set<string>();
  const services = new Map<string, ServiceDocument>();
  for (const { document, modelName } of slos) {
    const { modelId } = document;
    if (services.has(modelId)) continue;
    const metadata = {
      name: freeLabel(labelName(modelId, 'model'), taken),
      displayName: modelName.slice(0, 255),
      annotations: { [OWN_ANNOTATIONS.model]: modelId },
    };
    services.set(modelId, { apiVersion: 'openslo/v1', kind: 'Service', metadata, spec: {} });
  }
  return services;
}

/** Counted from a Monday that began a year, so that it begins every unit. */
const CALENDAR_START = '2024-01-01 00:00:00';

function timeWindowOf({ windowDays, calendar }: SloWindow): TimeWindow {
  if (calendar === undefined || calendar === null)
    return { duration: durationText(windowMinutes(windowDays)), isRolling: true };
  const { unit, zone } = calendar;
  return {
    duration: `1${CALENDAR_LETTERS[unit]}`,
    isRolling: false,
    calendar: { startTime: CALENDAR_START, timeZone: zone },
  };
}

/** Names only: where a source is and how it is asked stays in the settings. */
function dataSourcesOf(slos: readonly ExportedSlo[]): V1Document[] {
  const names = new Set(
    slos.flatMap(({ document: { spec } }) => (isPrometheusSli(spec) && spec.source !== '' ? [spec.source] : [])),
  );
  return [...names].toSorted().map((name) => ({
    apiVersion: 'openslo/v1',
    kind: 'DataSource',
    metadata: { name },
    spec: {
      description: 'Address and credentials stay in Leeway’s settings.',
      type: 'Prometheus',
      connectionDetails: {},
    },
  }));
}

function sloDocuments(
  { id, version, document }: ExportedSlo,
  services: ReadonlyMap<string, ServiceDocument>,
  taken: { slos: Set<string>; policies: Set<string> },
): V1Document[] {
  const { modelId, name: title, description, target, spec } = document;
  const { alerting, ...measured } = spec;
  const name = freeLabel(labelName(id, 'slo'), taken.slos);
  const policies = alertPoliciesOf(alerting, { name, title }, taken.policies);
  const { sli, budgetingMethod, objective } = indicatorOf(measured, modelId);
  const annotations = {
    [OWN_ANNOTATIONS.model]: modelId,
    [OWN_ANNOTATIONS.version]: String(version),
    [OWN_ANNOTATIONS.minimumBad]: String(alerting.minimumBad),
    ...(isPrometheusSli(measured) ? { [OWN_ANNOTATIONS.rangeMinutes]: String(measured.rangeMinutes) } : {}),
    ...(alerting.noDataMinutes === null ? {} : { [OWN_ANNOTATIONS.noDataMinutes]: String(alerting.noDataMinutes) }),
  };
  return [
    ...policies,
    {
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: { name, displayName: title, annotations },
      spec: {
        ...(description === '' ? {} : { description }),
        service: services.get(modelId)?.metadata.name ?? labelName(modelId, 'model'),
        budgetingMethod,
        indicator: { metadata: { name }, spec: sli },
        timeWindow: [timeWindowOf(document)],
        objectives: [{ target, ...objective }],
        alertPolicies: policies.map((policy) => ({ alertPolicyRef: policy.metadata.name })),
      },
    },
  ];
}
