import type { CommandAction, ModelStateEvent } from '@leeway/contracts';
import { DECISION_POLICY } from '../policy/decision-policy.ts';
import type { PlanFacts, Risk } from './action-definition.ts';
import { actionDefinition } from './actions/index.ts';
import { beforeAfter } from './before-after.ts';
import type { RemediationPlan } from './remediation-state.ts';

export type PlannedRemediation = {
  action: CommandAction;
  parameters: Record<string, unknown>;
  title: string;
  risk: Risk;
  plan: RemediationPlan;
};

/** Windows in a row that must be ok. One good window can be luck. */
export const WINDOWS_NEEDED = 3;
const MIN_VERIFY_MS = 5 * 60_000;
const MIN_VERIFY_QUALITY_MS = 10 * 60_000;

/** Windows' worth of panes after the change from which a new reference is frozen. */
export const REBASELINE_WINDOWS = 2;

/**
 * Twice the time that the needed windows take at least, never under five minutes. Retraining also waits for the labels
 * and for the traffic that the new reference is frozen from.
 */
export function verifyWithinMs(
  model: { paneMs: number; windowPanes: number; latenessMs: number; labelDelayMs: number },
  action: CommandAction,
): number {
  const windowsMs = (model.windowPanes + WINDOWS_NEEDED) * model.paneMs + model.latenessMs;
  if (action !== 'retrain') return Math.max(MIN_VERIFY_MS, 2 * windowsMs);
  const rebaselineMs = REBASELINE_WINDOWS * model.windowPanes * model.paneMs;
  return Math.max(MIN_VERIFY_QUALITY_MS, 2 * (windowsMs + rebaselineMs + model.labelDelayMs));
}

function verificationText(signal: RemediationPlan['verification']['signal'], withinMs: number): string {
  const within = `Within ${Math.round(withinMs / 60_000)} min of the change`;
  switch (signal) {
    case 'drift':
      return `${within}: ${WINDOWS_NEEDED} windows in a row in which the features of the evidence are ok.`;
    case 'latency':
      return `${within}: ${WINDOWS_NEEDED} windows in a row in which the share of slow answers is ok.`;
    case 'errors':
      return `${within}: ${WINDOWS_NEEDED} windows in a row in which the share of failed answers is ok.`;
    case 'quality':
      return (
        `${within}: ROC AUC on labelled predictions is not measurably worse than before (95 % intervals), and ` +
        `${WINDOWS_NEEDED} windows in a row are ok against the new reference.`
      );
  }
}

function blastRadius({ model, eventsPerSecond }: PlanFacts): string {
  const traffic = eventsPerSecond === null ? 'traffic not measured' : `${Number(eventsPerSecond.toPrecision(3))} ev/s`;
  return `1 model (${model.id}), ${traffic}`;
}

/**
 * The dry run: parameters against the state that the target last reported. Refuses parameters that do not fit the
 * action and changes that change nothing.
 */
export function planRemediation(input: {
  action: CommandAction;
  parameters: Record<string, unknown>;
  state: ModelStateEvent;
  facts: PlanFacts;
  verifyWithinMs: number;
}): { ok: true; planned: PlannedRemediation } | { ok: false; reason: string } {
  const { action, state, facts } = input;
  const definition = actionDefinition(action);
  const parsed = definition.parameters.safeParse(input.parameters);
  if (!parsed.success) return { ok: false, reason: `The parameters do not fit ${action}.` };
  const parameters = parsed.data;
  const rows = [
    ...beforeAfter(state, definition.after(parameters, state)),
    ...(definition.extraRows?.(parameters, facts) ?? []),
  ];
  if (!rows.some(({ changes }) => changes)) return { ok: false, reason: 'It would change nothing.' };
  const signal = definition.verification(facts);
  return {
    ok: true,
    planned: {
      action,
      parameters,
      title: definition.title(parameters, state),
      risk: definition.risk,
      plan: {
        target: { modelId: facts.model.id, environment: facts.model.environment, tier: facts.model.tier },
        rows,
        blastRadius: blastRadius(facts),
        notUndone: definition.notUndone(facts),
        verification: {
          text: verificationText(signal, input.verifyWithinMs),
          signal,
          withinMs: input.verifyWithinMs,
          windowsNeeded: WINDOWS_NEEDED,
        },
        ifItFails: definition.ifItFails,
        policy: DECISION_POLICY.text,
        stateReportedAtMs: state.time,
      },
    },
  };
}
