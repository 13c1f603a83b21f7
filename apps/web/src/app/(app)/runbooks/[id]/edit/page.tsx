import type { Metadata } from 'next';
import { RunbookEditor } from '../../../../../features/runbooks/runbook-editor.tsx';
import { Prefetch } from '../../../../../trpc/server.tsx';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Edit ${(await params).id}` };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  return (
    <Prefetch queries={(trpc, client) => [client.prefetchQuery(trpc.runbooks.get.queryOptions({ id }))]}>
      <RunbookEditor id={id} />
    </Prefetch>
  );
}
