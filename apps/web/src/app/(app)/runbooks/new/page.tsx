import type { Metadata } from 'next';
import { NewRunbook } from '../../../../features/runbooks/new-runbook.tsx';
import { Prefetch } from '../../../../trpc/server.tsx';

export const metadata: Metadata = { title: 'New runbook' };

export default function Page() {
  return (
    <Prefetch>
      <NewRunbook />
    </Prefetch>
  );
}
