import { getStreamTask, GetStreamTaskInput, requestStreamTask, RequestStreamTaskInput } from '@leeway/services';
import { procedure, router } from '../trpc.ts';

/** What a page asks of topics: a worker carries it out. `stream-task` messages say when to look again. */
export const streamsRouter = router({
  request: procedure.input(RequestStreamTaskInput).mutation(({ ctx, input }) => requestStreamTask({ ctx, input })),
  get: procedure.input(GetStreamTaskInput).query(({ ctx, input }) => getStreamTask({ ctx, input })),
});
