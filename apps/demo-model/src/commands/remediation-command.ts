import { z } from 'zod';

const ShortText = z.string().max(200);
const Share = z.number().min(0).max(1);
const Instant = z.union([z.int().min(0), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);

/** Parameters by action. The retrain bound keeps the training time, during which nothing is answered, small. */
export const COMMAND_PARAMETERS = {
  'set-version': z.object({ version: ShortText.min(1) }),
  'set-pipeline': z.object({ pipeline: ShortText.min(1) }),
  'shift-traffic': z.object({
    traffic: z.record(ShortText.min(1), Share).refine((traffic) => Object.keys(traffic).length <= 100, 'too many'),
  }),
  'fall-back': z.object({ enabled: z.boolean() }),
  'adjust-threshold': z.object({ threshold: Share }),
  retrain: z.object({ recentRows: z.int().min(200).max(1_000_000) }),
  pause: z.object({ paused: z.boolean() }),
} as const;

/** The envelope. Action and parameters are looked at later, so that a command that is wrong there gets its answer. */
export const RemediationCommand = z.object({
  remediationId: z.string().min(1).max(200),
  model: z.string(),
  action: ShortText,
  parameters: z.record(z.string(), z.unknown()),
  notAfter: Instant,
  approvedBy: ShortText,
});
export type RemediationCommand = z.infer<typeof RemediationCommand>;

export type ParsedCommand =
  | { kind: 'command'; command: RemediationCommand }
  /** For this model, but not readable: to be refused. */
  | { kind: 'malformed'; remediationId: string; reason: string }
  | { kind: 'not-ours' };

const Addressed = z.object({ remediationId: z.string().min(1).max(200), model: z.string() });

export function parseCommand(value: Uint8Array | null, model: string): ParsedCommand {
  const json = parseJson(value);
  const addressed = Addressed.safeParse(json);
  if (!addressed.success || addressed.data.model !== model) return { kind: 'not-ours' };
  const parsed = RemediationCommand.safeParse(json);
  if (parsed.success) return { kind: 'command', command: parsed.data };
  return { kind: 'malformed', remediationId: addressed.data.remediationId, reason: firstProblem(parsed.error) };
}

export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join('.') || 'command'}: ${issue?.message ?? 'not as agreed'}`.slice(0, 500);
}

function parseJson(value: Uint8Array | null): unknown {
  if (value === null || value.byteLength > 1_048_576) return null;
  try {
    return JSON.parse(Buffer.from(value).toString('utf8'));
  } catch {
    return null;
  }
}
