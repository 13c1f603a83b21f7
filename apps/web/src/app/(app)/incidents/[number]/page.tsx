import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { IncidentPage } from '../../../../features/incidents/incident-page.tsx';
import { Prefetch } from '../../../../trpc/server.tsx';

type Params = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: `INC-${(await params).number}` };
}

export default async function Page({ params }: Params) {
  const { number } = await params;
  if (!/^[1-9]\d{0,8}$/u.test(number)) notFound();
  return (
    <Prefetch
      queries={(trpc, client) => [client.prefetchQuery(trpc.incidents.get.queryOptions({ number: Number(number) }))]}
    >
      <IncidentPage number={Number(number)} />
    </Prefetch>
  );
}
