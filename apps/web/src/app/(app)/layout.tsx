import type { ReactNode } from 'react';
import { requireActor } from '../../auth/require-actor.ts';
import { AppShell } from '../../features/shell/app-shell.tsx';
import { Providers } from '../../features/shell/providers.tsx';
import { Prefetch } from '../../trpc/server.tsx';

/** The rail's counts and what the person may do are read here, so that no page draws without them first. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const role = actor.kind === 'person' ? actor.role : '';
  return (
    <Providers>
      <Prefetch
        queries={(trpc, client) => [
          client.prefetchQuery(trpc.overview.counts.queryOptions()),
          client.prefetchQuery(trpc.me.get.queryOptions()),
        ]}
      >
        <AppShell person={{ name: actor.name, role }}>{children}</AppShell>
      </Prefetch>
    </Providers>
  );
}
