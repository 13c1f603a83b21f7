import type { Metadata } from 'next';
import { NewSloPage } from '../../../../features/slos/new-slo-page.tsx';
import { Prefetch } from '../../../../trpc/server.tsx';

export const metadata: Metadata = { title: 'New SLO' };

export default function Page() {
  return (
    <Prefetch>
      <NewSloPage />
    </Prefetch>
  );
}
