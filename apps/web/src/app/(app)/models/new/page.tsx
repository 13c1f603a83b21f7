import type { Metadata } from 'next';
import { Suspense } from 'react';
import { NewModelPage } from '../../../../features/new-model/new-model-page.tsx';
import { Prefetch } from '../../../../trpc/server.tsx';

export const metadata: Metadata = { title: 'New model' };

export default function Page() {
  return (
    <Prefetch>
      <Suspense>
        <NewModelPage />
      </Suspense>
    </Prefetch>
  );
}
