'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../../trpc/client.tsx';

/** Makes the SLOs; the lists that show them are read again. */
export function useImport() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.slos.import.mutationOptions({
      onSettled: () => {
        void queryClient.invalidateQueries(trpc.slos.pathFilter());
        void queryClient.invalidateQueries({ queryKey: ['slo-import-plan'] });
      },
    }),
  );
}
