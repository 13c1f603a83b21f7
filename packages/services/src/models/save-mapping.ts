import { randomUUID } from 'node:crypto';
import type { StreamMapping } from '@leeway/contracts';
import { actorName } from '@leeway/response';
import { notifyLive } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { SaveMappingInput } from './drafts/draft-input.ts';
import { lockModel } from './lock-model.ts';
import { refuseOtherMapping } from './refuse-other-mapping.ts';
import { mappingProblem, storedMapping } from './stored-mapping.ts';

/** Reads a model's topic otherwise from now on. What was counted before stays as it was counted. */
export async function saveMapping({ ctx, input }: { ctx: Ctx; input: SaveMappingInput }): Promise<void> {
  authorize(ctx.actor, 'registerModel');
  const { modelId, of, mapping, expected, reason } = SaveMappingInput.parse(input);
  await inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    const model = await lockModel(tx, modelId);
    const column = of === 'predictions' ? 'streamMapping' : 'labelMapping';
    const topic = of === 'predictions' ? model.predictionTopic : model.labelTopic;
    if (topic === null) throw new ServiceError('invalid', 'The model has no topic of labels.');
    const next = { ...mapping, carries: of };
    const now = { ...storedMapping(model[column]), carries: of };
    if (expected !== undefined && textOf({ ...expected, carries: of }) !== textOf(now))
      throw new ServiceError('conflict', 'Somebody else has just changed the mapping. Look again before you do.');
    if (textOf(next) === textOf(now) && mappingProblem(model) === null) return;
    await refuseOtherMapping(tx, {
      id: modelId,
      predictionTopic: model.predictionTopic,
      labelTopic: model.labelTopic,
      streamMapping: of === 'predictions' ? next : storedMapping(model.streamMapping),
      labelMapping: { ...(of === 'labels' ? next : storedMapping(model.labelMapping)), carries: 'labels' },
    });
    await tx.model.update({ where: { id: modelId }, data: { [column]: next } });
    const changeId = `mapping:${randomUUID()}`;
    await tx.changeEvent.create({
      data: {
        id: changeId,
        modelId,
        kind: 'schema',
        title: `The ${of} of ${topic} are read otherwise`,
        detail: reason,
        actor: actorName(ctx.actor),
        fromValue: now.format,
        toValue: next.format,
        at,
        receivedAt: at,
      },
    });
    await notifyLive(tx, { kind: 'change', modelId, id: changeId, atMs: at.getTime() });
    await notifyLive(tx, { kind: 'model', modelId, atMs: at.getTime() });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'model.save-mapping',
      target: `model:${modelId}`,
      data: { of, topic, from: now, to: next, reason },
    });
  });
}

/** Jsonb does not keep the order of keys. */
function textOf(mapping: StreamMapping): string {
  const ordered = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]);
  };
  return JSON.stringify(ordered(mapping));
}
