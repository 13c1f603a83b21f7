import { getRunbook, GetRunbookInput, listRunbooks, saveRunbook, SaveRunbookInput } from '@leeway/services';
import { procedure, router } from '../trpc.ts';

export const runbooksRouter = router({
  list: procedure.query(({ ctx }) => listRunbooks({ ctx })),
  get: procedure.input(GetRunbookInput).query(({ ctx, input }) => getRunbook({ ctx, input })),
  save: procedure.input(SaveRunbookInput).mutation(({ ctx, input }) => saveRunbook({ ctx, input })),
});
