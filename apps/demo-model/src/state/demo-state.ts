import { z } from 'zod';
import { ServingState } from './serving-state.ts';

export const SCENARIO_NAMES = ['broken-feed', 'slow-release', 'population-shift'] as const;
export const ScenarioName = z.enum(SCENARIO_NAMES);
export type ScenarioName = z.infer<typeof ScenarioName>;

export const ScenarioRun = z.object({
  name: ScenarioName,
  startedAtMs: z.int(),
  endsAtMs: z.int(),
  startedBy: z.enum(['autoplay', 'hand', 'command line']),
  /** Events a second while it runs; null for the usual rate. */
  ratePerSecond: z.number().nullable(),
  /** What served before, to go back to when nobody cures it. */
  trafficBefore: z.record(z.string(), z.number()),
  pipelineBefore: z.string(),
});
export type ScenarioRun = z.infer<typeof ScenarioRun>;

export const EndedScenario = z.object({
  name: ScenarioName,
  startedAtMs: z.int(),
  endedAtMs: z.int(),
  outcome: z.enum(['cured', 'time over', 'stopped']),
});
export type EndedScenario = z.infer<typeof EndedScenario>;

/** A message that has to go out although the process may die first. `value` is its JSON. */
export const OutboxMessage = z.object({
  topic: z.enum(['changes', 'remediationResults', 'modelState']),
  key: z.string(),
  value: z.string(),
});
export type OutboxMessage = z.infer<typeof OutboxMessage>;

/** The final answer to a command, kept so that the same command is never carried out again. */
export const AnsweredCommand = z.object({ remediationId: z.string(), notAfterMs: z.number(), result: z.string() });
export type AnsweredCommand = z.infer<typeof AnsweredCommand>;

/** All that must outlive the process, in one file, so that an effect and its memory can't part. */
export const DemoState = z.object({
  format: z.literal(1),
  serving: ServingState,
  scenario: ScenarioRun.nullable(),
  lastScenario: EndedScenario.nullable(),
  nextAutoplay: z.int().min(0),
  answered: z.array(AnsweredCommand),
  outbox: z.array(OutboxMessage),
});
export type DemoState = z.infer<typeof DemoState>;

const MOST_ANSWERED = 500;

/** Remembers an answer; forgets the oldest only where a redelivery would be refused as too late anyway. */
export function withAnswer(
  answered: readonly AnsweredCommand[],
  answer: AnsweredCommand,
  nowMs: number,
): AnsweredCommand[] {
  const all = [...answered, answer];
  const spare = all.length - MOST_ANSWERED;
  return all.filter((kept, index) => index >= spare || kept.notAfterMs >= nowMs);
}
