'use client';

import type { NeedItem } from '@leeway/services';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useHeldOrder } from '../models/use-held-order.ts';
import { NeedApproval } from './need-approval.tsx';
import { NeedBudget } from './need-budget.tsx';
import { NeedIncident } from './need-incident.tsx';
import styles from './overview.module.css';

function keyOf(need: NeedItem): string {
  switch (need.kind) {
    case 'incident':
      return `incident ${need.incident.id}`;
    case 'approval':
      return `approval ${need.remediation.id}`;
    case 'budget':
      return `budget ${need.budget.sloId}`;
  }
}

/** What somebody must do, in the server's order: severe first, then oldest. Rows stay put under a pointer. */
export function NeedsSection(props: { needs: NeedItem[]; self: string; allClear: string }) {
  const { items, holdProps } = useHeldOrder(props.needs, keyOf);
  const firstApproval = items.find((need) => need.kind === 'approval');
  if (items.length === 0)
    return (
      <Section title="Needs you" note="nothing">
        <p className={styles['clear']}>
          <StatusMark status="ok">all clear</StatusMark>
          <span className="text-ink-2">{props.allClear}</span>
        </p>
      </Section>
    );
  return (
    <Section title="Needs you" note={items.length}>
      <ul {...holdProps}>
        {items.map((need) => {
          switch (need.kind) {
            case 'incident':
              return <NeedIncident key={keyOf(need)} need={need} self={props.self} />;
            case 'approval':
              return <NeedApproval key={keyOf(need)} need={need} isPrimary={need === firstApproval} />;
            case 'budget':
              return <NeedBudget key={keyOf(need)} need={need} />;
          }
        })}
      </ul>
    </Section>
  );
}
