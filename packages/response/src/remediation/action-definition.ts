import type { CommandAction, CommandParameters, ModelStateEvent } from '@leeway/contracts';
import type { z } from 'zod';
import type { IncidentEvidence } from '../incident/incident-state.ts';
import type { RelatedChange } from '../diagnosis/related-change.ts';
import type { BeforeAfter, RemediationPlan } from './remediation-state.ts';

export type Risk = 'low' | 'medium' | 'high';

/** What is known when a remediation is planned; all of it was measured or reported. */
export type PlanFacts = {
  model: { id: string; environment: string; tier: number };
  evidence: Pick<IncidentEvidence, 'signal' | 'diagnosis'>;
  /** Nearest first. */
  changes: readonly RelatedChange[];
  /** Predictions since the incident began; null when they were not counted. */
  eventsSinceBegan: number | null;
  eventsPerSecond: number | null;
  /** Predictions since it began whose label is known. */
  labelledSinceBegan: number;
  referenceId: string | null;
};

export type Suggestion<P> = { ok: true; parameters: P } | { ok: false; reason: string };

/** One remediation action: everything that differs between actions, in one place. */
export type ActionDefinition<A extends CommandAction> = {
  parameters: (typeof CommandParameters)[A];
  risk: Risk;
  /** How long the executor may be silent before the outcome counts as unknown. */
  answerWithinMs: number;
  title: (parameters: z.infer<(typeof CommandParameters)[A]>, state: ModelStateEvent) => string;
  /** Parameters that fit the diagnosis, or why none do. */
  suggest: (state: ModelStateEvent, facts: PlanFacts) => Suggestion<z.infer<(typeof CommandParameters)[A]>>;
  /** What the target would report afterwards. */
  after: (parameters: z.infer<(typeof CommandParameters)[A]>, state: ModelStateEvent) => ModelStateEvent;
  /** Rows besides those that the reported state gives. */
  extraRows?: (parameters: z.infer<(typeof CommandParameters)[A]>, facts: PlanFacts) => BeforeAfter[];
  notUndone: (facts: PlanFacts) => string;
  verification: (facts: PlanFacts) => RemediationPlan['verification']['signal'];
  ifItFails: string;
};
