import type { Metadata } from 'next';
import { RunbookPage } from '../../../../features/runbooks/runbook-page.tsx';
import { Prefetch } from '../../../../trpc/server.tsx';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).id };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  return (
    <Prefetch queries={(trpc, client) => [client.prefetchQuery(trpc.runbooks.get.queryOptions({ id }))]}>
      <RunbookPage id={id} />
    </Prefetch>
  );
}
