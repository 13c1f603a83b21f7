import { canonicalJson } from '../canonical-json.ts';
import type { IncidentEvidence } from '../incident/incident-state.ts';
import type { RemediationPlan } from './remediation-state.ts';

/**
 * What an approval binds to: action, target, parameters, before → after and the evidence it was proposed on. When the
 * target last reported is left out, since a report that says the same changes nothing. `sha256` gives hex digits.
 */
export function contentHash(
  content: {
    action: string;
    parameters: Record<string, unknown>;
    plan: RemediationPlan;
    evidence: IncidentEvidence;
  },
  sha256: (text: string) => string,
): string {
  const { stateReportedAtMs: _reportedAt, ...plan } = content.plan;
  return sha256(
    canonicalJson({ action: content.action, parameters: content.parameters, plan, evidence: content.evidence }),
  );
}
