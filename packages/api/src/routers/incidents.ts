import {
  acknowledgeIncident,
  AcknowledgeIncidentInput,
  commentOnIncident,
  CommentOnIncidentInput,
  getIncident,
  GetIncidentInput,
  listIncidents,
  ListIncidentsInput,
  resolveIncident,
  ResolveIncidentInput,
} from '@leeway/services';
import { procedure, router } from '../trpc.ts';

export const incidentsRouter = router({
  list: procedure.input(ListIncidentsInput).query(({ ctx, input }) => listIncidents({ ctx, input })),
  get: procedure.input(GetIncidentInput).query(({ ctx, input }) => getIncident({ ctx, input })),
  acknowledge: procedure
    .input(AcknowledgeIncidentInput)
    .mutation(({ ctx, input }) => acknowledgeIncident({ ctx, input })),
  resolve: procedure.input(ResolveIncidentInput).mutation(({ ctx, input }) => resolveIncident({ ctx, input })),
  comment: procedure.input(CommentOnIncidentInput).mutation(({ ctx, input }) => commentOnIncident({ ctx, input })),
});
