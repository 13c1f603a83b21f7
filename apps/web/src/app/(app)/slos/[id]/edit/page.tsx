import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EditSloPage } from '../../../../../features/slos/edit-slo-page.tsx';
import { Prefetch } from '../../../../../trpc/server.tsx';

type Params = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: 'Edit SLO' };

export default async function Page({ params }: Params) {
  const { id } = await params;
  if (!/^[a-z0-9-]{1,80}$/u.test(id)) notFound();
  return (
    <Prefetch>
      <EditSloPage id={id} />
    </Prefetch>
  );
}
