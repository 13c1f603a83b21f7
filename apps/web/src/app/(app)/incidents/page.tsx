import type { Metadata } from 'next';
import { IncidentsPage } from '../../../features/incidents/incidents-page.tsx';
import { Prefetch } from '../../../trpc/server.tsx';

export const metadata: Metadata = { title: 'Incidents' };

export default function Page() {
  return (
    <Prefetch>
      <IncidentsPage />
    </Prefetch>
  );
}
