import { SloDocument } from '../../spec/slo-document.ts';
import { alertingOf } from '../alerting.ts';
import type { Find } from '../document-set.ts';
import { targetOf } from '../objective-sli.ts';
import type { OpenSloProblem } from '../open-slo-problem.ts';
import { ownAnnotation } from '../own-fields.ts';
import type { V1Document } from '../v1/documents.ts';
import { importAlerting } from './import-alerting.ts';
import { importIndicator } from './import-indicator.ts';
import { importWindow } from './import-window.ts';
import { refused } from './import-problem.ts';
import { leftOut } from './left-out.ts';

export type ImportContext = {
  /** Ids of the models there are. */
  modelIds: ReadonlySet<string>;
  /** The model that all SLOs are made for, whatever the documents say; null = theirs. */
  modelId: string | null;
  /** Names of the data sources of Prometheus that are set up. */
  prometheusSources: readonly string[];
  find: Find;
};

/** `name`: its metadata.name, by which an SLO that was exported is known again; null = one of several objectives. */
export type ImportedSlo = { name: string | null; document: SloDocument };

type SloDocumentV1 = Extract<V1Document, { kind: 'SLO' }>;
type Made = { slos: ImportedSlo[]; problems: OpenSloProblem[] };

const MAX_NAME = 80;

export function importSlo(source: SloDocumentV1, context: ImportContext): Made {
  const problems = leftOut(source);
  const window = importWindow(source.spec);
  if ('problem' in window) problems.push(window.problem);
  const alerting = alertingOf(source.spec.alertPolicies ?? [], context.find);
  problems.push(...alerting.problems);
  const slos: ImportedSlo[] = [];
  for (const [index, objective] of source.spec.objectives.entries()) {
    const path = `spec.objectives[${index}]`;
    const indicator = importIndicator({ source, objective, path, context });
    const model = modelOf(source, indicator.modelId, context);
    problems.push(...indicator.problems, ...('problem' in model ? [model.problem] : []));
    if (indicator.measured === null || 'problem' in model || 'problem' in window) continue;
    const target = targetOf(objective);
    const { windowDays, calendar } = window;
    const { kind } = indicator.measured;
    const { policy, problems: said } = importAlerting({
      metadata: source.metadata,
      alerting,
      kind,
      target,
      windowDays,
    });
    problems.push(...said);
    const parsed = SloDocument.safeParse({
      modelId: model.modelId,
      name: nameOf(source, index, problems),
      description: source.spec.description ?? '',
      target,
      windowDays,
      ...(calendar === undefined ? {} : { calendar }),
      spec: { ...indicator.measured, alerting: policy },
    });
    if (parsed.success)
      slos.push({
        name: source.spec.objectives.length === 1 ? source.metadata.name : null,
        document: parsed.data,
      });
    else problems.push(...parsed.error.issues.map((issue) => refused(pathOf(issue.path, path), issue.message)));
  }
  return { slos, problems: unique(problems) };
}

/** Where a field of an SLO stands in the document. */
function pathOf([field, inner]: readonly PropertyKey[], objective: string): string {
  if (field === 'name') return 'metadata.displayName';
  if (field === 'description') return 'spec.description';
  if (field === 'target') return `${objective}.target`;
  if (field === 'windowDays') return 'spec.timeWindow[0].duration';
  return inner === 'alerting' ? 'spec.alertPolicies' : 'spec.indicator';
}

function modelOf(
  { metadata, spec }: SloDocumentV1,
  ofSource: string | null,
  { modelId, modelIds, find }: ImportContext,
): { modelId: string } | { problem: OpenSloProblem } {
  if (modelId !== null) return { modelId };
  const service = find('Service', spec.service);
  const named = [
    ofSource,
    ownAnnotation(metadata, 'model'),
    service === undefined ? undefined : ownAnnotation(service.metadata, 'model'),
    spec.service,
  ];
  const found = named.find((id) => typeof id === 'string' && modelIds.has(id));
  if (typeof found === 'string') return { modelId: found };
  const message = `no model is called ${JSON.stringify(ofSource ?? spec.service)}: choose the model that it is about`;
  return { problem: refused('spec.service', message) };
}

function nameOf({ metadata, spec }: SloDocumentV1, index: number, problems: OpenSloProblem[]): string {
  const title = metadata.displayName ?? metadata.name;
  const objective = spec.objectives[index]?.displayName ?? String(index + 1);
  const whole = (spec.objectives.length > 1 ? `${title}, ${objective}` : title).trim();
  if (whole.length <= MAX_NAME) return whole;
  problems.push({ path: 'metadata.displayName', message: `cut to ${MAX_NAME} characters`, severity: 'warning' });
  return whole.slice(0, MAX_NAME).trim();
}

function unique(problems: readonly OpenSloProblem[]): OpenSloProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ path, message }) => {
    const key = `${path}\n${message}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
