import {
  getAnswerQuality,
  addDraftReference,
  AddDraftReferenceInput,
  createModel,
  CreateModelInput,
  getDriftHeatmap,
  GetDriftHeatmapInput,
  getFeature,
  GetFeatureInput,
  getIngest,
  getModel,
  GetModelInput,
  getPerformance,
  GetPerformanceInput,
  getQuality,
  getReferenceDraft,
  getSlices,
  listMetrics,
  listModels,
  ModelRangeInput,
  previewReference,
  PreviewReferenceInput,
  previewThresholds,
  PreviewThresholdsInput,
  rebaselineModel,
  RebaselineModelInput,
  ReferenceDraftInput,
  requestModelStretch,
  RequestModelStretchInput,
  saveMapping,
  SaveMappingInput,
  setActiveReference,
  SetActiveReferenceInput,
} from '@leeway/services';
import { procedure, router } from '../trpc.ts';

export const modelsRouter = router({
  list: procedure.query(({ ctx }) => listModels({ ctx })),
  get: procedure.input(GetModelInput).query(({ ctx, input }) => getModel({ ctx, input })),
  heatmap: procedure.input(GetDriftHeatmapInput).query(({ ctx, input }) => getDriftHeatmap({ ctx, input })),
  metrics: procedure.query(({ ctx }) => listMetrics({ ctx })),
  feature: procedure.input(GetFeatureInput).query(({ ctx, input }) => getFeature({ ctx, input })),
  quality: procedure.input(ModelRangeInput).query(({ ctx, input }) => getQuality({ ctx, input })),
  performance: procedure.input(GetPerformanceInput).query(({ ctx, input }) => getPerformance({ ctx, input })),
  answers: procedure.input(ModelRangeInput).query(({ ctx, input }) => getAnswerQuality({ ctx, input })),
  ingest: procedure.input(ModelRangeInput).query(({ ctx, input }) => getIngest({ ctx, input })),
  slices: procedure.input(ModelRangeInput).query(({ ctx, input }) => getSlices({ ctx, input })),
  rebaseline: procedure.input(RebaselineModelInput).mutation(({ ctx, input }) => rebaselineModel({ ctx, input })),
  previewReference: procedure.input(PreviewReferenceInput).query(({ ctx, input }) => previewReference({ ctx, input })),
  setReference: procedure
    .input(SetActiveReferenceInput)
    .mutation(({ ctx, input }) => setActiveReference({ ctx, input })),
  referenceDraft: procedure.input(ReferenceDraftInput).query(({ ctx, input }) => getReferenceDraft({ ctx, input })),
  previewThresholds: procedure
    .input(PreviewThresholdsInput)
    .query(({ ctx, input }) => previewThresholds({ ctx, input })),
  create: procedure.input(CreateModelInput).mutation(({ ctx, input }) => createModel({ ctx, input })),
  saveMapping: procedure.input(SaveMappingInput).mutation(({ ctx, input }) => saveMapping({ ctx, input })),
  requestStretch: procedure
    .input(RequestModelStretchInput)
    .mutation(({ ctx, input }) => requestModelStretch({ ctx, input })),
  addReference: procedure.input(AddDraftReferenceInput).mutation(({ ctx, input }) => addDraftReference({ ctx, input })),
});
