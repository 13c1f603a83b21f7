import type { Metadata } from 'next';
import { ImportSlosPage } from '../../../../features/slos/openslo/import-page.tsx';
import { Prefetch } from '../../../../trpc/server.tsx';

export const metadata: Metadata = { title: 'Import SLOs' };

export default function Page() {
  return (
    <Prefetch>
      <ImportSlosPage />
    </Prefetch>
  );
}
