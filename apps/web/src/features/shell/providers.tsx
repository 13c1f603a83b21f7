'use client';

import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { ApiProvider } from '../../trpc/client.tsx';
import { LiveProvider } from '../../trpc/live-provider.tsx';

/** What the pages of the app stand on: state in the URL, data, live updates. */
export function Providers(props: { children: ReactNode }) {
  return (
    <NuqsAdapter>
      <ApiProvider>
        <LiveProvider>{props.children}</LiveProvider>
      </ApiProvider>
    </NuqsAdapter>
  );
}
