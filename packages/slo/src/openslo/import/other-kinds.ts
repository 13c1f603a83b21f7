import { INCIDENT_TARGET } from '../export/alert-policies-of.ts';
import type { OpenSloProblem } from '../open-slo-problem.ts';
import type { V1Document } from '../v1/documents.ts';
import { noted } from './import-problem.ts';

/** What becomes of a document that is no SLO. */
export function otherKind(
  document: Exclude<V1Document, { kind: 'SLO' }>,
  used: ReadonlySet<string>,
): { becomes: string; problems: OpenSloProblem[] } {
  const { kind, metadata } = document;
  switch (kind) {
    case 'Service':
      return { becomes: 'a model: Leeway makes none of a document', problems: [] };
    case 'DataSource':
      return { becomes: 'nothing: data sources are settings of Leeway', problems: [] };
    case 'AlertNotificationTarget':
      return {
        becomes: 'nothing: alerts open incidents in Leeway',
        problems:
          metadata.name === INCIDENT_TARGET.metadata.name ? [] : [noted('spec.target', 'who is told is not imported')],
      };
    case 'SLI':
    case 'AlertPolicy':
    case 'AlertCondition':
      return used.has(metadata.name)
        ? { becomes: 'part of the SLOs that refer to it', problems: [] }
        : { becomes: 'nothing', problems: [noted('', `no document refers to it: nothing is made of it`)] };
  }
}
