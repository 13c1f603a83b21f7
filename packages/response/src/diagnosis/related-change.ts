/** A change event near the beginning of an incident. */
export type RelatedChange = {
  id: string;
  kind: 'deploy' | 'config' | 'data' | 'schema' | 'response';
  title: string;
  actor: string;
  fromValue: string | null;
  toValue: string | null;
  atMs: number;
};

/** Changes this near count as related, in milliseconds. */
export const RELATED_WITHIN_MS = 30 * 60_000;
/** Clocks of those who release and those who answer may differ by this much. */
const CLOCK_SLACK_MS = 5_000;

/** What a diagnosis needs of the state that the model server reports. */
export type ServingState = {
  versions: readonly { version: string }[];
  pipelines: readonly string[];
  pipeline: string;
  /** Share of traffic by version. */
  traffic: Readonly<Record<string, number>>;
};

/** What a deploy released, told by the names that the model server reports; null when neither fits. */
export function deployedPart(change: RelatedChange, state: ServingState | null): 'version' | 'pipeline' | null {
  if (change.kind !== 'deploy') return null;
  const to = change.toValue;
  if (state !== null && to !== null) {
    if (state.pipelines.includes(to)) return 'pipeline';
    if (state.versions.some(({ version }) => version === to)) return 'version';
  }
  if (/pipeline|feature|encoder/iu.test(change.title)) return 'pipeline';
  return /model|version/iu.test(change.title) ? 'version' : null;
}

/** What was rolled back already explains nothing that is measured now. */
function isInService(change: RelatedChange, part: 'version' | 'pipeline', state: ServingState | null): boolean {
  if (state === null || change.toValue === null) return true;
  return part === 'pipeline' ? state.pipeline === change.toValue : (state.traffic[change.toValue] ?? 0) > 0;
}

/** The latest deploy of `part` that can have caused something that began in the pane of `precisionMs` from `beganMs` on. */
export function causingDeploy(
  changes: readonly RelatedChange[],
  part: 'version' | 'pipeline',
  beganMs: number,
  precisionMs: number,
  state: ServingState | null,
): RelatedChange | null {
  const candidates = changes.filter(
    (change) =>
      deployedPart(change, state) === part &&
      isInService(change, part, state) &&
      change.atMs <= beganMs + precisionMs + CLOCK_SLACK_MS &&
      change.atMs >= beganMs - RELATED_WITHIN_MS,
  );
  return candidates.toSorted((a, b) => b.atMs - a.atMs)[0] ?? null;
}
