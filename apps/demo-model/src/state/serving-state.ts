import { z } from 'zod';

export const HEALTHY_PIPELINE = 'p1';
export const BROKEN_PIPELINE = 'p2';
/** Serves v2's weights, but slowly and with failures. */
export const SLOW_VERSION = 'v3';
/** Name under which the rule that needs no model answers. */
export const FALLBACK_VERSION = 'fallback';

const FIRST_RETRAINED_NUMBER = 4;
const MOST_VERSIONS = 24;

export const VersionEntry = z.object({
  version: z.string(),
  trainedOn: z.string(),
  createdAtMs: z.int(),
  kind: z.enum(['initial', 'slow', 'retrained']),
});
export type VersionEntry = z.infer<typeof VersionEntry>;

/** What decides how the next request is answered. Survives restarts. */
export const ServingState = z.object({
  /** Share of requests by version; adds up to 1, no zero shares. */
  traffic: z.record(z.string(), z.number().min(0).max(1)),
  /** Oldest first. */
  versions: z.array(VersionEntry).min(1).max(100),
  pipeline: z.string(),
  pipelines: z.array(z.string()).min(1).max(100),
  threshold: z.number().min(0).max(1),
  paused: z.boolean(),
  fallback: z.boolean(),
});
export type ServingState = z.infer<typeof ServingState>;

export function initialServing(versions: VersionEntry[], served: string): ServingState {
  return {
    traffic: { [served]: 1 },
    versions,
    pipeline: HEALTHY_PIPELINE,
    pipelines: [HEALTHY_PIPELINE],
    threshold: 0.5,
    paused: false,
    fallback: false,
  };
}

/** The version with the largest share; the first of equals. */
export function mainVersion(serving: ServingState): string {
  return Object.entries(serving.traffic).reduce((most, entry) => (entry[1] > most[1] ? entry : most), ['', 0])[0];
}

export function describeTraffic(traffic: Record<string, number>): string {
  return Object.entries(traffic)
    .map(([version, share]) => (share === 1 ? version : `${version} ${Math.round(share * 1000) / 10} %`))
    .join(', ');
}

/** Adds a version at its place by number, so that "the one before" means the same after each release. */
export function withVersion(serving: ServingState, entry: VersionEntry): ServingState {
  const others = serving.versions.filter(({ version }) => version !== entry.version);
  const ordered = [...others, entry].toSorted((a, b) => versionNumber(a.version) - versionNumber(b.version));
  return { ...serving, versions: withoutOldest(ordered, serving.traffic) };
}

/** Retrained versions that get no traffic are forgotten once there are too many. */
function withoutOldest(versions: VersionEntry[], traffic: Record<string, number>): VersionEntry[] {
  const spare = versions.length - MOST_VERSIONS;
  const forgotten = versions
    .filter(({ kind, version }) => kind === 'retrained' && !(version in traffic))
    .slice(0, Math.max(0, spare));
  return versions.filter((entry) => !forgotten.includes(entry));
}

export function nextRetrainedVersion(serving: ServingState): string {
  const highest = Math.max(...serving.versions.map(({ version }) => versionNumber(version)));
  return `v${Math.max(FIRST_RETRAINED_NUMBER, highest + 1)}`;
}

function versionNumber(version: string): number {
  return Number(version.slice(1)) || 0;
}
