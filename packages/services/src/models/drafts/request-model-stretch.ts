import { ModelId } from '@leeway/contracts';
import { declaredKinds, decodeReference } from '@leeway/drift';
import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import { authorize } from '../../people/authorize.ts';
import { requestStreamTask } from '../../streams/request-stream-task.ts';
import { Stretch } from '../../streams/stream-task-kinds.ts';
import type { StreamTaskView } from '../../streams/stream-task-view.ts';
import { requireModel } from '../require-model.ts';
import { storedMapping } from '../stored-mapping.ts';

export const RequestModelStretchInput = z.strictObject({ modelId: ModelId, stretch: Stretch });
export type RequestModelStretchInput = z.infer<typeof RequestModelStretchInput>;

/**
 * Asks a worker for a draft from a model's own topics, read as they are counted: by its mappings, with columns of the
 * kinds that its active reference has.
 */
export async function requestModelStretch({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: RequestModelStretchInput;
}): Promise<StreamTaskView> {
  authorize(ctx.actor, 'registerModel');
  const { modelId, stretch } = RequestModelStretchInput.parse(input);
  const model = await requireModel(ctx.db, modelId);
  const { id, positiveClass, task, predictionTopic, labelTopic } = model;
  const where = { id: model.activeReferenceId ?? '' };
  const active = await ctx.db.reference.findUnique({ where, select: { body: true } });
  const features = active === null ? {} : declaredKinds(decodeReference(active.body));
  return requestStreamTask({
    ctx,
    input: {
      kind: 'freeze-reference',
      input: {
        manifest: { id, positiveClass, task, features },
        topic: predictionTopic,
        mapping: storedMapping(model.streamMapping),
        stretch,
        labelTopic,
        labelMapping: storedMapping(model.labelMapping),
      },
    },
  });
}
