import { describe, expect, it } from 'vitest';
import { orderNeeds } from './order-needs.ts';
import type { NeedItem } from './overview-view.ts';

const incident = (severity: 'critical' | 'warning', openedAtMs: number): NeedItem =>
  ({ kind: 'incident', severity, incident: { openedAtMs }, strip: [], evidence: '' }) as unknown as NeedItem;
const approval = (proposedAtMs: number): NeedItem =>
  ({ kind: 'approval', remediation: { proposedAtMs } }) as unknown as NeedItem;
const budget = (severity: 'critical' | 'warning'): NeedItem =>
  ({ kind: 'budget', severity, budget: {} }) as unknown as NeedItem;

describe('orderNeeds', () => {
  it('puts the severe first, then the oldest; an approval before warnings; budgets last of their rank', () => {
    const items = [
      budget('warning'),
      incident('warning', 5),
      approval(9),
      budget('critical'),
      incident('critical', 8),
      approval(1),
      incident('critical', 2),
    ];
    expect(orderNeeds(items)).toEqual([
      incident('critical', 2),
      incident('critical', 8),
      budget('critical'),
      approval(1),
      approval(9),
      incident('warning', 5),
      budget('warning'),
    ]);
  });
});
