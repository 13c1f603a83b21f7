import type { OpenSloProblem } from '../open-slo-problem.ts';
import { isOwnAnnotation } from '../own-fields.ts';
import type { V1Document } from '../v1/documents.ts';
import { noted } from './import-problem.ts';

/** Fields of an SLO that Leeway has no place for. */
export function leftOut({ metadata, spec }: Extract<V1Document, { kind: 'SLO' }>): OpenSloProblem[] {
  const problems: OpenSloProblem[] = [];
  if (Object.keys(metadata.labels ?? {}).length > 0) problems.push(noted('metadata.labels', 'labels are not kept'));
  if (Object.keys(metadata.annotations ?? {}).some((key) => !isOwnAnnotation(key)))
    problems.push(noted('metadata.annotations', 'annotations of others are not kept'));
  if (spec.indicator?.spec.description !== undefined)
    problems.push(noted('spec.indicator.spec.description', 'an indicator has no description of its own: not kept'));
  if (spec.objectives.length > 1) {
    const message = `${spec.objectives.length} objectives become as many SLOs`;
    problems.push(noted('spec.objectives', message));
    if (spec.objectives.some(({ compositeWeight }) => compositeWeight !== undefined))
      problems.push(noted('spec.objectives', 'their weights are not kept: there are no composite SLOs'));
  }
  return problems;
}
