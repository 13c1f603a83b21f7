import type { Find } from './document-set.ts';
import type { OpenSloProblem } from './open-slo-problem.ts';
import type { SliSpec } from './v1/sli.ts';
import type { Objective, SloSpec } from './v1/slo.ts';

/** The indicator of an objective, wherever it is written, and where that is. */
export type ObjectiveSli = { sli: SliSpec; at: string } | { problem: OpenSloProblem };

export function objectiveSli(input: { spec: SloSpec; objective: Objective; path: string; find: Find }): ObjectiveSli {
  const { spec, objective, path, find } = input;
  const [holder, at] =
    objective.indicator !== undefined || objective.indicatorRef !== undefined
      ? [objective, `${path}.`]
      : [spec, 'spec.'];
  if (holder.indicator !== undefined) return { sli: holder.indicator.spec, at: `${at}indicator.spec` };
  const reference = holder.indicatorRef ?? '';
  const found = find('SLI', reference);
  if (found !== undefined) return { sli: found.spec, at: `${at}indicatorRef` };
  const message = `no SLI "${reference}" among these documents`;
  return { problem: { path: `${at}indicatorRef`, message, severity: 'error' } };
}

/** Without binary dust: 99.9 % is 0.999. */
export function targetOf({ target, targetPercent }: Objective): number {
  return target ?? Number(((targetPercent ?? 0) / 100).toFixed(12));
}
