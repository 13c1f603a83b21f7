import {
  approveRemediation,
  ApproveRemediationInput,
  getRemediation,
  GetRemediationInput,
  listRemediations,
  ListRemediationsInput,
  rejectRemediation,
  RejectRemediationInput,
} from '@leeway/services';
import { procedure, router } from '../trpc.ts';

export const remediationsRouter = router({
  list: procedure.input(ListRemediationsInput).query(({ ctx, input }) => listRemediations({ ctx, input })),
  get: procedure.input(GetRemediationInput).query(({ ctx, input }) => getRemediation({ ctx, input })),
  approve: procedure.input(ApproveRemediationInput).mutation(({ ctx, input }) => approveRemediation({ ctx, input })),
  reject: procedure.input(RejectRemediationInput).mutation(({ ctx, input }) => rejectRemediation({ ctx, input })),
});
