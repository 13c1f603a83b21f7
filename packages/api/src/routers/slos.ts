import {
  archiveSlo,
  ArchiveSloInput,
  getSlo,
  GetSloInput,
  listSloModelChoices,
  listSlos,
  ListSlosInput,
  listSloVersions,
  ListSloVersionsInput,
  previewSlo,
  PreviewSloInput,
  saveSlo,
  SaveSloInput,
} from '@leeway/services';
import { procedure, router } from '../trpc.ts';

export const slosRouter = router({
  list: procedure.input(ListSlosInput).query(({ ctx, input }) => listSlos({ ctx, input })),
  get: procedure.input(GetSloInput).query(({ ctx, input }) => getSlo({ ctx, input })),
  versions: procedure.input(ListSloVersionsInput).query(({ ctx, input }) => listSloVersions({ ctx, input })),
  models: procedure.query(({ ctx }) => listSloModelChoices({ ctx })),
  preview: procedure.input(PreviewSloInput).query(({ ctx, input }) => previewSlo({ ctx, input })),
  save: procedure.input(SaveSloInput).mutation(({ ctx, input }) => saveSlo({ ctx, input })),
  archive: procedure.input(ArchiveSloInput).mutation(({ ctx, input }) => archiveSlo({ ctx, input })),
});
