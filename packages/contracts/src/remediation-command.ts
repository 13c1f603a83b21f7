import { z } from 'zod';
import { EventId, EventTimeMs, ModelId, ShortText } from './bounds.ts';

/** Commands a model server may be given, by `action`. */
export const CommandParameters = {
  'set-version': z.object({ version: ShortText }),
  'set-pipeline': z.object({ pipeline: ShortText }),
  'shift-traffic': z.object({ traffic: z.record(ShortText, z.number().min(0).max(1)) }),
  'fall-back': z.object({ enabled: z.boolean() }),
  'adjust-threshold': z.object({ threshold: z.number().min(0).max(1) }),
  /** Train on the most recent labelled rows and serve the result. */
  retrain: z.object({ recentRows: z.int().min(200).max(1_000_000) }),
  pause: z.object({ paused: z.boolean() }),
} as const satisfies Record<string, z.ZodType>;

export type CommandAction = keyof typeof CommandParameters;
export const COMMAND_ACTIONS = Object.keys(CommandParameters) as CommandAction[];

/** Published on leeway.remediations.v1 with the model id as key; carried out at most once per `remediationId`. */
export const RemediationCommand = z.object({
  remediationId: EventId,
  model: ModelId,
  action: z.enum(COMMAND_ACTIONS as [CommandAction, ...CommandAction[]]),
  parameters: z.record(z.string(), z.unknown()),
  issuedAt: EventTimeMs,
  /** Not to be carried out after this instant. */
  notAfter: EventTimeMs,
  approvedBy: ShortText,
  contentHash: ShortText,
});
export type RemediationCommand = z.infer<typeof RemediationCommand>;
