import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ModelPage } from '../../../../features/models/model-page.tsx';
import { Prefetch } from '../../../../trpc/server.tsx';

type Params = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) };
}

export default async function Page({ params }: Params) {
  const id = decodeURIComponent((await params).id);
  if (!/^[a-z0-9][a-z0-9._-]{0,62}$/u.test(id)) notFound();
  return (
    <Prefetch queries={(trpc, client) => [client.prefetchQuery(trpc.models.get.queryOptions({ modelId: id }))]}>
      <ModelPage id={id} />
    </Prefetch>
  );
}
