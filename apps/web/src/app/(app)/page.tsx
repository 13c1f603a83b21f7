import type { Metadata } from 'next';
import { requireActor } from '../../auth/require-actor.ts';
import { OverviewPage } from '../../features/overview/overview-page.tsx';
import { Prefetch } from '../../trpc/server.tsx';

export const metadata: Metadata = { title: 'Home' };

export default async function HomePage() {
  const actor = await requireActor();
  return (
    <Prefetch queries={(trpc, client) => [client.prefetchQuery(trpc.overview.get.queryOptions())]}>
      <OverviewPage self={actor.name} />
    </Prefetch>
  );
}
