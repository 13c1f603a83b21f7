import { z } from 'zod';

/** Postgres NOTIFY channel by which processes tell the pages what changed. */
export const LIVE_CHANNEL = 'leeway_live';

export const LIVE_KINDS = [
  'evaluation',
  'incident',
  'remediation',
  'slo',
  'change',
  'model',
  'runbook',
  'ingest',
  'stream-task',
] as const;

/** "Something of this kind changed"; the page asks for what it shows. Stays far below NOTIFY's 8,000 bytes. */
export const LiveMessage = z.object({
  kind: z.enum(LIVE_KINDS),
  modelId: z.string().optional(),
  id: z.string().optional(),
  atMs: z.int(),
});
export type LiveMessage = z.infer<typeof LiveMessage>;
export type LiveKind = LiveMessage['kind'];
