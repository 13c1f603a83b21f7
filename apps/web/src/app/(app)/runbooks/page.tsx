import type { Metadata } from 'next';
import { RunbooksPage } from '../../../features/runbooks/runbooks-page.tsx';
import { Prefetch } from '../../../trpc/server.tsx';

export const metadata: Metadata = { title: 'Runbooks' };

export default function Page() {
  return (
    <Prefetch queries={(trpc, client) => [client.prefetchQuery(trpc.runbooks.list.queryOptions())]}>
      <RunbooksPage />
    </Prefetch>
  );
}
