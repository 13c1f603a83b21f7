import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageTitle } from '../../ui/section.tsx';

export default function NotFound() {
  return (
    <>
      <PageTitle>There is no such page</PageTitle>
      <EmptyState title="Nothing stands at this address" action={<LinkButton href="/">Home</LinkButton>}>
        <p>It may have been renamed, or the link was cut short.</p>
      </EmptyState>
    </>
  );
}
