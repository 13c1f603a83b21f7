import { listChanges, ListChangesInput } from '@leeway/services';
import { procedure, router } from '../trpc.ts';

export const changesRouter = router({
  list: procedure.input(ListChangesInput).query(({ ctx, input }) => listChanges({ ctx, input })),
});
