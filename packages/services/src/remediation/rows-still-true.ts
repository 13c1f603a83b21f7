import { ModelStateEvent } from '@leeway/contracts';
import { canonicalJson, isAction, rowsNow, type RemediationPlan } from '@leeway/response';
import type { RemediationModel, Tx } from '@leeway/store';

/**
 * Whether the target still reports what the card calls "now". Holds the reported state until the transaction ends,
 * so that it cannot change between this check and the decision.
 */
export async function rowsStillTrue(
  tx: Tx,
  remediation: Pick<RemediationModel, 'action' | 'modelId' | 'parameters' | 'plan'>,
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ state: unknown }[]>`
    SELECT state FROM model_state WHERE model_id = ${remediation.modelId} FOR SHARE`;
  const state = ModelStateEvent.safeParse(rows[0]?.state);
  if (!state.success || !isAction(remediation.action)) return false;
  const { action, parameters } = remediation;
  const planned = (remediation.plan as unknown as RemediationPlan).rows;
  return canonicalJson(rowsNow({ action, parameters, state: state.data, planned })) === canonicalJson(planned);
}
