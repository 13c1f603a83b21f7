import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { authorize } from '../../people/authorize.ts';
import type { PrometheusSources } from '../prometheus/prometheus-port.ts';
import { saveSlo } from '../save-slo.ts';
import type { ImportSlosInput } from './import-input.ts';
import type { ImportOutcome, PlannedSlo, SloImportPlan } from './import-views.ts';
import { planSloImport } from './plan-slo-import.ts';

/**
 * Makes the SLOs of a file, or their next versions where they are here already. Nothing is done when a document is
 * refused (unless the rest was asked for) or when an SLO changed since the plan was looked at. Each SLO is saved by
 * itself, with its audit entry; one that fails does not undo the others, and says why.
 */
export async function importSlos({
  ctx,
  input,
  sources,
}: {
  ctx: Ctx;
  input: ImportSlosInput;
  sources: PrometheusSources;
}): Promise<{ plan: SloImportPlan; outcomes: ImportOutcome[] }> {
  authorize(ctx.actor, 'editSlo');
  const plan = await planSloImport({ ctx, input, sources });
  if (plan.refused > 0 && !input.skipRefused)
    throw new ServiceError('invalid', `${plan.refused} of ${plan.documents.length} documents are refused.`);
  const slos = plan.documents.flatMap(({ slos: of }) => of);
  for (const { id, version, document } of slos) {
    const seen = id === null ? undefined : input.seen[id];
    if (seen !== undefined && seen !== version)
      throw new ServiceError('conflict', `“${document.name}” was saved meanwhile (version ${version}): look again.`);
  }
  const outcomes: ImportOutcome[] = [];
  for (const slo of slos) outcomes.push(await importOne(ctx, slo, input.reason));
  return { plan, outcomes };
}

async function importOne(ctx: Ctx, slo: PlannedSlo, reason: string): Promise<ImportOutcome> {
  const { action, id, version, document } = slo;
  const { name, modelId } = document;
  if (action === 'unchanged') return { name, modelId, outcome: 'unchanged', id, message: null };
  try {
    const saved = await saveSlo({ ctx, input: { id, expectedVersion: version, document, reason } });
    const outcome = action === 'create' ? 'created' : 'updated';
    return { name, modelId, outcome, id: saved.id, message: null };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { name, modelId, outcome: 'failed', id, message: error.message };
  }
}
