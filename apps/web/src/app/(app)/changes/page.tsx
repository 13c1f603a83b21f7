import type { Metadata } from 'next';
import { ChangesPage } from '../../../features/changes/changes-page.tsx';
import { Prefetch } from '../../../trpc/server.tsx';

export const metadata: Metadata = { title: 'Changes' };

export default function Page() {
  return (
    <Prefetch>
      <ChangesPage />
    </Prefetch>
  );
}
