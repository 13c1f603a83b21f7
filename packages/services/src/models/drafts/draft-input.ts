import { ModelId, StreamMapping } from '@leeway/contracts';
import { DECLARED_KINDS, DriftRuleSettings, MODEL_TASKS } from '@leeway/drift';
import { z } from 'zod';
import { ModelManifest } from '../model-manifest.ts';

const DraftId = z.uuid();
const Reason = z.string().trim().min(1, 'say why').max(1_000);

/** How the rows of a draft are read. */
export const DraftKinds = z.record(z.string().max(200), z.enum(DECLARED_KINDS)).default({});
/** What labels are held against. */
export const DraftTask = z.enum(MODEL_TASKS).default('binary');
export const PositiveClass = z.string().min(1).max(200).default('1');

export const ReferenceDraftInput = z.strictObject({ draftId: DraftId });
export type ReferenceDraftInput = z.infer<typeof ReferenceDraftInput>;

export const PreviewThresholdsInput = z.strictObject({
  draftId: DraftId,
  settings: DriftRuleSettings.prefault({}),
  paneMs: ModelManifest.shape.paneMs,
  windowPanes: ModelManifest.shape.windowPanes,
});
export type PreviewThresholdsInput = z.infer<typeof PreviewThresholdsInput>;

/** `reference-end` needs rows with times. What a topic that others have read already does is said in the answer. */
export const START_CHOICES = ['now', 'reference-end', 'earliest'] as const;
export type StartChoice = (typeof START_CHOICES)[number];

export const CreateModelInput = z.strictObject({
  manifest: ModelManifest.refine(({ features }) => Object.keys(features).length === 0, {
    path: ['features'],
    message: 'the draft says of what kind the features are',
  }),
  draftId: DraftId,
  from: z.enum(START_CHOICES),
});
export type CreateModelInput = z.infer<typeof CreateModelInput>;

export const SaveMappingInput = z.strictObject({
  modelId: ModelId,
  of: z.enum(['predictions', 'labels']),
  mapping: StreamMapping,
  /** The mapping that was there when this one was written: another by now is a conflict. */
  expected: StreamMapping.optional(),
  reason: Reason,
});
export type SaveMappingInput = z.infer<typeof SaveMappingInput>;

export const AddDraftReferenceInput = z.strictObject({
  modelId: ModelId,
  draftId: DraftId,
  activate: z.boolean(),
  reason: Reason,
});
export type AddDraftReferenceInput = z.infer<typeof AddDraftReferenceInput>;
