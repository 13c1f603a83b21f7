import type { LiveKind } from '@leeway/contracts';

/** A procedure path, or the beginning of one: ['models'] stands for everything below it. */
export type ProcedurePath = readonly [router: string, procedure?: string];

/** What a change of each kind makes old. The one place to register a new query for live updates. */
export const LIVE_INVALIDATION = {
  evaluation: [['overview', 'get'], ['models'], ['incidents', 'get'], ['incidents', 'list']],
  incident: [['overview', 'get'], ['incidents'], ['models', 'get'], ['models', 'list'], ['remediations']],
  remediation: [['overview'], ['remediations'], ['incidents'], ['models', 'get'], ['demo']],
  slo: [['overview'], ['slos'], ['models', 'list'], ['models', 'get']],
  change: [['overview'], ['changes'], ['incidents', 'get'], ['models'], ['demo']],
  model: [['overview'], ['models'], ['demo']],
  runbook: [['runbooks']],
  ingest: [
    ['models', 'ingest'],
    ['models', 'get'],
    ['models', 'quality'],
  ],
  'stream-task': [['streams', 'get']],
} as const satisfies Record<LiveKind, readonly ProcedurePath[]>;

/** How often at most one path is asked again. Fleet-wide lists cost more and change more often. */
const MIN_INTERVAL_MS = 500;
const MIN_INTERVAL_BY_KIND_MS: Partial<Record<LiveKind, number>> = { evaluation: 1_500, ingest: 3_000 };

/** What became old: a path, and the model it concerns (null = any). */
export type Invalidation = { path: ProcedurePath; modelId: string | null };

/**
 * Gathers live messages and hands on what became old, at most once an interval a path. The first message of a quiet
 * stretch is handed on at once; what comes during the interval is handed on at its end, so nothing is lost.
 */
export function createLiveInvalidator(options: {
  invalidate: (items: Invalidation[]) => void;
  nowMs: () => number;
  schedule: (run: () => void, delayMs: number) => void;
}) {
  const waiting = new Map<string, Invalidation & { dueMs: number }>();
  const lastMs = new Map<string, number>();

  function flush(): void {
    const now = options.nowMs();
    const due = [...waiting].filter(([, item]) => item.dueMs <= now);
    if (due.length === 0) return;
    for (const [key] of due) {
      waiting.delete(key);
      lastMs.set(key, now);
    }
    options.invalidate(due.map(([, { path, modelId }]) => ({ path, modelId })));
  }

  function add(kind: LiveKind, modelId: string | null): void {
    const intervalMs = MIN_INTERVAL_BY_KIND_MS[kind] ?? MIN_INTERVAL_MS;
    const now = options.nowMs();
    for (const path of LIVE_INVALIDATION[kind]) {
      const key = `${path.join('.')} ${modelId ?? ''}`;
      const dueMs = Math.max(now, (lastMs.get(key) ?? -Infinity) + intervalMs);
      const before = waiting.get(key);
      if (before !== undefined && before.dueMs <= dueMs) continue;
      waiting.set(key, { path, modelId, dueMs });
      if (dueMs > now) options.schedule(flush, dueMs - now);
    }
    flush();
  }

  return { add };
}
