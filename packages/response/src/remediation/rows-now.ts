import type { CommandAction, ModelStateEvent } from '@leeway/contracts';
import { actionDefinition } from './actions/index.ts';
import { beforeAfter } from './before-after.ts';
import type { BeforeAfter } from './remediation-state.ts';

/**
 * The rows of a planned remediation as the present state gives them; rows that do not come from the reported state
 * (a reference, say) stay as planned. Null when the parameters no longer fit or nothing would change.
 */
export function rowsNow(input: {
  action: CommandAction;
  parameters: unknown;
  state: ModelStateEvent;
  planned: readonly BeforeAfter[];
}): BeforeAfter[] | null {
  const definition = actionDefinition(input.action);
  const parameters = definition.parameters.safeParse(input.parameters);
  if (!parameters.success) return null;
  const rows = beforeAfter(input.state, definition.after(parameters.data, input.state));
  if (!rows.some(({ changes }) => changes)) return null;
  const given = new Set(STATE_LABELS);
  return [...rows, ...input.planned.filter(({ label }) => !given.has(label) && !label.startsWith('Traffic to '))];
}

const STATE_LABELS = ['Feature pipeline', 'Version', 'Decision threshold', 'Fallback', 'Paused'];
