import type { Metadata } from 'next';
import { ApprovalsPage } from '../../../features/approvals/approvals-page.tsx';
import { Prefetch } from '../../../trpc/server.tsx';

export const metadata: Metadata = { title: 'Approvals' };

export default function Page() {
  return (
    <Prefetch
      queries={(trpc, client) => [
        client.prefetchQuery(trpc.remediations.list.queryOptions({ filter: 'all', limit: 50 })),
      ]}
    >
      <ApprovalsPage />
    </Prefetch>
  );
}
