import { defaultAlertRows } from '../burn/default-alert-rows.ts';
import type { AlertPolicy } from '../burn/alert-row.ts';
import { reachability } from '../burn/reachability.ts';
import { SLI_DEFINITIONS, type SliKind, type SliSpec } from '../sli/registry.ts';
import type { SloSpec } from './slo-spec.ts';

/** Default rows for a window and target; a threshold that cannot be reached is lowered to one that can. */
export function defaultPolicy(input: { kind: SliKind; target: number; windowDays: number }): AlertPolicy {
  const rows = defaultAlertRows(input.windowDays).map((row) => {
    const reach = reachability(row.burnAbove, input.target);
    return reach.reachable ? row : { ...row, burnAbove: reach.suggestedBurn };
  });
  return { rows, minimumBad: SLI_DEFINITIONS[input.kind].defaults.minimumBad, noDataMinutes: null };
}

/** A spec of a kind with its default parameters, for a form that opens and for seeds. */
export function defaultSpec(input: { kind: SliKind; target: number; windowDays: number }): SloSpec {
  const parameters: SliSpec = SLI_DEFINITIONS[input.kind].defaults.parameters;
  return { ...parameters, alerting: defaultPolicy(input) };
}
