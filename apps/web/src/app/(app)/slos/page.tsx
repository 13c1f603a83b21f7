import type { Metadata } from 'next';
import { SlosPage } from '../../../features/slos/slos-page.tsx';
import { Prefetch } from '../../../trpc/server.tsx';

export const metadata: Metadata = { title: 'SLOs' };

export default function Page() {
  return (
    <Prefetch>
      <SlosPage />
    </Prefetch>
  );
}
