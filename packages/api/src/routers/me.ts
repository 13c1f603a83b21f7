import { getMe } from '@leeway/services';
import { procedure, router } from '../trpc.ts';

export const meRouter = router({
  get: procedure.query(({ ctx }) => getMe({ ctx })),
});
