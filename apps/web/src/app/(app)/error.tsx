'use client';

import { PageTitle } from '../../ui/section.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';

/** A page that broke while it was drawn. The digest is what the server's log calls it. */
export default function PageError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <PageTitle>This page failed</PageTitle>
      <ErrorPanel
        what="The page"
        cause="something unexpected happened while it was drawn."
        requestId={props.error.digest ?? null}
        onRetry={props.reset}
      />
    </>
  );
}
