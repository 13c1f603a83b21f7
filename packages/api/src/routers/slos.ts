import {
  addMaintenance,
  AddMaintenanceInput,
  endMaintenance,
  EndMaintenanceInput,
  archiveSlo,
  ArchiveSloInput,
  exportSlos,
  ExportSlosInput,
  getSlo,
  GetSloInput,
  importSlos,
  ImportSlosInput,
  listPrometheusSources,
  listSloModelChoices,
  listSlos,
  ListSlosInput,
  listSloVersions,
  ListSloVersionsInput,
  planSloImport,
  PlanSloImportInput,
  previewSlo,
  PreviewSloInput,
  saveSlo,
  SaveSloInput,
  tryPrometheus,
  TryPrometheusInput,
} from '@leeway/services';
import { procedure, router } from '../trpc.ts';

export const slosRouter = router({
  list: procedure.input(ListSlosInput).query(({ ctx, input }) => listSlos({ ctx, input })),
  get: procedure.input(GetSloInput).query(({ ctx, input }) => getSlo({ ctx, input })),
  versions: procedure.input(ListSloVersionsInput).query(({ ctx, input }) => listSloVersions({ ctx, input })),
  models: procedure.query(({ ctx }) => listSloModelChoices({ ctx })),
  preview: procedure
    .input(PreviewSloInput)
    .query(({ ctx, input }) => previewSlo({ ctx, input, sources: ctx.prometheus })),
  save: procedure.input(SaveSloInput).mutation(({ ctx, input }) => saveSlo({ ctx, input })),
  addMaintenance: procedure.input(AddMaintenanceInput).mutation(({ ctx, input }) => addMaintenance({ ctx, input })),
  endMaintenance: procedure.input(EndMaintenanceInput).mutation(({ ctx, input }) => endMaintenance({ ctx, input })),
  archive: procedure.input(ArchiveSloInput).mutation(({ ctx, input }) => archiveSlo({ ctx, input })),
  prometheusSources: procedure.query(({ ctx }) => listPrometheusSources({ ctx, sources: ctx.prometheus })),
  tryPrometheus: procedure
    .input(TryPrometheusInput)
    .query(({ ctx, input }) => tryPrometheus({ ctx, input, sources: ctx.prometheus })),
  export: procedure.input(ExportSlosInput).query(({ ctx, input }) => exportSlos({ ctx, input })),
  /** Changes nothing; a file is too long for the address of a query. */
  planImport: procedure
    .input(PlanSloImportInput)
    .mutation(({ ctx, input }) => planSloImport({ ctx, input, sources: ctx.prometheus })),
  import: procedure
    .input(ImportSlosInput)
    .mutation(({ ctx, input }) => importSlos({ ctx, input, sources: ctx.prometheus })),
});
