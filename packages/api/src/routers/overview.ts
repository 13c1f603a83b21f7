import { getCounts, getOverview } from '@leeway/services';
import { procedure, router } from '../trpc.ts';

export const overviewRouter = router({
  get: procedure.query(({ ctx }) => getOverview({ ctx })),
  counts: procedure.query(({ ctx }) => getCounts({ ctx })),
});
