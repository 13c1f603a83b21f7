import { readdirSync, readFileSync } from 'node:fs';
import { importOpenSlo, lintOpenSlo, toOpenSlo } from '@leeway/slo';
import { describe, expect, it } from 'vitest';
import { readYaml, writeYaml } from './yaml-documents.ts';

/** Documents of the specification, of its tools and of Sloth, each with what an import makes of it. */
const ROOT = new URL('../../../../testing/openslo/', import.meta.url);

const MODEL = 'a model: Leeway makes none of a document';
const PART = 'part of the SLOs that refer to it';
const TARGET = 'nothing: alerts open incidents in Leeway';
const UNUSED = 'nothing';
const made = (...slos: string[]) => slos;
const refused = (...paths: string[]) => ({ refused: paths });
type Outcome = string | string[] | { refused: string[] };

const EXPECTED: Record<string, [document: string, outcome: Outcome][]> = {
  'OpenSLO/examples_budgeting-method_occurences-slo.yaml': [
    ['SLO search-slo', refused('spec.indicator.spec.thresholdMetric.metricSource.type')],
  ],
  'OpenSLO/examples_budgeting-method_ratio-timeslices.yaml': [
    [
      'SLO main-page',
      refused(
        'spec.indicator.spec.ratioMetric.good.metricSource.type',
        'spec.indicator.spec.ratioMetric.total.metricSource.type',
      ),
    ],
  ],
  'OpenSLO/examples_budgeting-method_timeslices-slo.yaml': [
    ['SLO service-availability', refused('spec.timeWindow[0].duration')],
  ],
  'oslo/internal_files_testdata_format_list-of-services.yaml': [
    ['Service my-service-1', MODEL],
    ['Service my-service-2', MODEL],
  ],
  'oslo/internal_files_testdata_format_two-documents.yaml': [
    ['Service my-service-1', MODEL],
    ['Service my-service-2', MODEL],
    ['Service my-service-3', MODEL],
  ],
  'oslo/internal_files_testdata_format_valid-service.yaml': [['Service my-rad-service', MODEL]],
  'oslo/test_inputs_fmt_service.yaml': [['Service example-service', MODEL]],
  'oslo/test_inputs_validate_mix_1.yaml': [['Service example service', refused('metadata.name')]],
  'oslo/test_inputs_validate_mix_2.yaml': [['Service example service', refused('metadata.name')]],
  'oslo/test_inputs_validate_mix_3.yaml': [['Service example service', refused('apiVersion')]],
  'oslo/test_inputs_validate_recursive_1.yaml': [['Service example service', refused('metadata.name')]],
  'oslo/test_inputs_validate_recursive_nested_2.yaml': [['Service example service', refused('apiVersion')]],
  'oslo/test_inputs_validate_recursive_nested_nested2_nested3_3.yaml': [
    ['Service example service', refused('apiVersion')],
  ],
  'oslo/test_outputs_fmt_service.yaml': [['Service example-service', MODEL]],
  'go-sdk/pkg_openslo_v1_examples_alert_conditions.yaml': [
    ['AlertCondition cpu-usage-breach', UNUSED],
    ['AlertCondition latency-too-high', UNUSED],
  ],
  'go-sdk/pkg_openslo_v1_examples_alert_policies.yaml': [
    ['AlertPolicy low-priority', UNUSED],
    ['AlertPolicy high-priority', UNUSED],
    ['AlertPolicy medium-priority', UNUSED],
  ],
  'go-sdk/pkg_openslo_v1_examples_services.yaml': [
    ['Service example-service', MODEL],
    ['Service example-service', MODEL],
  ],
  'go-sdk/pkg_openslo_v1_examples_slis.yaml': [
    ['SLI search-availability', UNUSED],
    ['SLI end-user-response', UNUSED],
    ['SLI wifi-client-satisfaction', UNUSED],
    ['SLI annotator-throughput', UNUSED],
  ],
  'go-sdk/pkg_openslo_v1alpha_examples_services.yaml': [['Service example-service', MODEL]],
  'go-sdk/pkg_openslo_v2alpha_examples_data_sources.yaml': [
    ['DataSource prometheus', refused('apiVersion')],
    ['DataSource datadog', refused('apiVersion')],
  ],
  'go-sdk/pkg_openslo_v2alpha_examples_slis.yaml': [
    ['SLI search-availability', refused('apiVersion')],
    ['SLI end-user-response', refused('apiVersion')],
    ['SLI wifi-client-satisfaction', refused('apiVersion')],
    ['SLI annotator-throughput', refused('apiVersion')],
    ['SLI annotator-throughput-with-data-source-spec', refused('apiVersion')],
  ],
  'go-sdk/pkg_openslo_v2alpha_examples_slos.yaml': [['SLO web-availability', refused('apiVersion')]],
  'go-sdk/pkg_openslosdk_test_data_decode_sequence_of_objects.yaml': [
    ['Service users-auth', MODEL],
    ['Service users-login', MODEL],
  ],
  'go-sdk/pkg_openslosdk_test_data_decode_single_object.yaml': [['Service users-auth', MODEL]],
  'go-sdk/pkg_openslosdk_test_data_decode_v2alpha_data_source.yaml': [
    ['DataSource cloudWatch-prod', refused('apiVersion')],
  ],
  'go-sdk/pkg_openslosdk_test_data_export_inputs_custom_config.yaml': [
    [
      'SLO my-slo',
      refused('spec.timeWindow[0].calendar.startTime', 'spec.alertPolicies[0].spec.conditions[0].conditionRef'),
    ],
    ['AlertPolicy mix-of-referenced-and-inlined-objects', UNUSED],
  ],
  'go-sdk/pkg_openslosdk_test_data_export_inputs_v1_alert_policies.yaml': [
    ['AlertPolicy single-referenced-object', UNUSED],
    ['AlertPolicy mix-of-referenced-and-inlined-objects', UNUSED],
  ],
  'go-sdk/pkg_openslosdk_test_data_export_inputs_v1_slo.yaml': [
    [
      'SLO my-slo',
      refused('spec.timeWindow[0].calendar.startTime', 'spec.alertPolicies[0].spec.conditions[0].conditionRef'),
    ],
    ['AlertNotificationTarget devs-email-notification', TARGET],
  ],
  'go-sdk/pkg_openslosdk_test_data_export_outputs_custom_config.yaml': [
    [
      'SLO my-slo',
      refused('spec.timeWindow[0].calendar.startTime', 'spec.alertPolicies[0].spec.conditions[0].conditionRef'),
    ],
    ['AlertPolicy mix-of-referenced-and-inlined-objects', UNUSED],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_inputs_custom_config.yaml': [
    ['AlertPolicy multiple-referenced-objects', UNUSED],
    [
      'SLO my-slo',
      refused(
        'spec.timeWindow[0].calendar.startTime',
        'spec.alertPolicies[0].alertPolicyRef',
        'spec.alertPolicies[1].alertPolicyRef',
        'spec.indicatorRef',
      ),
    ],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_inputs_v1_alert_policies_invalid_condition.yaml': [
    ['AlertPolicy invalid-condition', UNUSED],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_inputs_v1_alert_policies_invalid_target.yaml': [
    ['AlertPolicy invalid-target', UNUSED],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_inputs_v1_alert_policies_keep_refs.yaml': [
    ['AlertPolicy single-referenced-object', UNUSED],
    ['AlertCondition cpu-usage-breach', PART],
    ['AlertNotificationTarget devs-email-notification', TARGET],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_inputs_v1_slo.yaml': [
    ['SLO my-slo-1', refused('spec.timeWindow[0].calendar.startTime')],
    ['SLO my-slo-2', refused('spec.timeWindow[0].calendar.startTime')],
    ['SLI my-sli', PART],
    ['AlertCondition cpu-usage-breach', PART],
    ['AlertNotificationTarget devs-email-notification', TARGET],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_inputs_v1_slo_invalid_policy.yaml': [
    [
      'SLO my-slo',
      refused(
        'spec.timeWindow[0].calendar.startTime',
        'spec.alertPolicies[0].alertPolicyRef',
        'spec.objectives[0].value',
      ),
    ],
    ['SLI my-sli', PART],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_inputs_v1_slo_invalid_sli.yaml': [
    ['SLO my-slo', refused('spec.timeWindow[0].calendar.startTime', 'spec.indicatorRef')],
    ['SLI my-sli', UNUSED],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_inputs_v1_slo_invalid_target.yaml': [
    ['SLO my-slo', refused('spec.timeWindow[0].calendar.startTime', 'spec.objectives[0].value')],
    ['SLI my-sli', PART],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_outputs_custom_config.yaml': [
    ['AlertPolicy multiple-referenced-objects', UNUSED],
    [
      'SLO my-slo',
      refused(
        'spec.timeWindow[0].calendar.startTime',
        'spec.alertPolicies[0].alertPolicyRef',
        'spec.alertPolicies[1].alertPolicyRef',
        'spec.indicatorRef',
      ),
    ],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_outputs_v1_alert_policies_keep_refs.yaml': [
    ['AlertPolicy single-referenced-object', UNUSED],
    ['AlertCondition cpu-usage-breach', UNUSED],
    ['AlertNotificationTarget devs-email-notification', TARGET],
  ],
  'go-sdk/pkg_openslosdk_test_data_inline_outputs_v1_alert_policies_remove_refs.yaml': [
    ['AlertPolicy single-referenced-object', UNUSED],
    ['AlertPolicy multiple-referenced-objects', UNUSED],
    ['AlertPolicy mix-of-referenced-and-inlined-objects', UNUSED],
    ['AlertPolicy only-inlined-objects', UNUSED],
  ],
  'sloth/openslo-getting-started.yml': [['SLO sloth-slo-my-service', made('0.999 30d prometheus 4 rows')]],
  'sloth/openslo-kubernetes-apiserver.yml': [
    ['SLO requests-availability-openslo', made('0.999 30d prometheus 4 rows')],
    ['SLO requests-latency-openslo', made('0.99 30d prometheus 4 rows', '0.999 30d prometheus 4 rows')],
  ],
};

function documentsOf(file: string): unknown[] {
  return readYaml(readFileSync(new URL(file, ROOT), 'utf8')).flatMap((one) => ('value' in one ? [one.value] : []));
}
const CONTEXT = { modelIds: new Set<string>(), modelId: 'shop', prometheusSources: ['my-prometheus'] };

const files = ['OpenSLO', 'oslo', 'go-sdk', 'sloth'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, ROOT)).map((name) => `${folder}/${name}`),
);

it('every file is listed', () => {
  expect(files.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
});

describe.each(files)('%s', (file) => {
  const reports = importOpenSlo(documentsOf(file), CONTEXT);

  it('is imported, or refused at the path where it says why', () => {
    const found = reports.map(({ kind, name, ok, problems, becomes, slos }): [string, Outcome] => {
      const errors = problems.filter(({ severity }) => severity === 'error');
      for (const { message } of errors) expect(message).not.toBe('');
      expect(ok).toBe(errors.length === 0);
      if (!ok) return [`${kind} ${name}`, refused(...errors.map(({ path }) => path))];
      if (slos.length === 0) return [`${kind} ${name}`, becomes ?? ''];
      const words = slos.map(
        ({ document: { target, windowDays, spec } }) =>
          `${target} ${windowDays}d ${spec.kind} ${spec.alerting.rows.length} rows`,
      );
      return [`${kind} ${name}`, made(...words)];
    });
    expect(found).toEqual(EXPECTED[file]);
  });

  it('says in the lint what it says in the import, and what was imported is exported and imported as it is', () => {
    const lint = lintOpenSlo(documentsOf(file));
    expect(lint.map(({ kind, name }) => [kind, name])).toEqual(reports.map(({ kind, name }) => [kind, name]));
    const slos = reports.flatMap((report) => report.slos);
    const exported = toOpenSlo(
      slos.map(({ document }, index) => ({ id: `slo-${index}`, version: 1, modelName: 'Shop', document })),
    );
    const again = readYaml(writeYaml(...exported)).flatMap((one) => ('value' in one ? [one.value] : []));
    const found = importOpenSlo(again, { ...CONTEXT, modelId: null, modelIds: new Set(['shop']) });
    expect(found.flatMap((report) => report.slos.map(({ document }) => document))).toEqual(
      slos.map(({ document }) => document),
    );
  });
});
