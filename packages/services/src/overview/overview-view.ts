import type { SloCalendar } from '@leeway/slo';
import type { ChangeView } from '../changes/change-view.ts';
import type { IncidentRow } from '../incidents/incident-views.ts';
import type { ModelRow, StripBar } from '../models/model-views.ts';
import type { RemediationView } from '../remediation/remediation-view.ts';

export type BurningBudget = {
  sloId: string;
  name: string;
  modelId: string;
  target: number;
  windowDays: number;
  calendar: SloCalendar | null;
  budgetRemaining: number | null;
  remainingDayAgo: number | null;
  burnRate: number | null;
  exhaustsAtMs: number | null;
  coverage: number;
  firing: string | null;
};

/** Severe first, then oldest. */
export type NeedItem =
  | { kind: 'incident'; severity: 'critical' | 'warning'; incident: IncidentRow; strip: StripBar[]; evidence: string }
  | { kind: 'approval'; remediation: RemediationView }
  | { kind: 'budget'; severity: 'critical' | 'warning'; budget: BurningBudget };

export type OverviewView = {
  asOfMs: number;
  counts: {
    openIncidents: number;
    waitingApprovals: number;
    burningBudgets: number;
    modelsReporting: number;
    modelsTotal: number;
  };
  needs: NeedItem[];
  changes: ChangeView[];
  changesTotal: number;
  fleet: ModelRow[];
};
