'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../trpc/client.tsx';

/**
 * Approve and reject. Nothing is shown before the server said it: on success and on refusal alike the remediation is
 * read again, so that a lost race shows who decided.
 */
export function useDecision() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const readAgain = () =>
    Promise.all(
      [trpc.remediations.pathFilter(), trpc.incidents.pathFilter(), trpc.overview.pathFilter()].map((filter) =>
        queryClient.invalidateQueries(filter),
      ),
    );
  const approve = useMutation(trpc.remediations.approve.mutationOptions({ onSettled: readAgain }));
  const reject = useMutation(trpc.remediations.reject.mutationOptions({ onSettled: readAgain }));
  return { approve, reject };
}
