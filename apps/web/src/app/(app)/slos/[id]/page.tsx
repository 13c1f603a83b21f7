import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SloPage } from '../../../../features/slos/slo-page.tsx';
import { Prefetch } from '../../../../trpc/server.tsx';

type Params = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: 'SLO' };

export default async function Page({ params }: Params) {
  const { id } = await params;
  if (!/^[a-z0-9-]{1,80}$/u.test(id)) notFound();
  return (
    <Prefetch>
      <SloPage id={id} />
    </Prefetch>
  );
}
