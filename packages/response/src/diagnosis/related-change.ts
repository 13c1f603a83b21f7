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
/** A change this little after the estimated beginning may still be the cause: a beginning is known to one pane. */
const ESTIMATE_SLACK_MS = 60_000;

/** What a deploy released, told by the names that the model server reports; null when neither fits. */
export function deployedPart(
  change: RelatedChange,
  state: { versions: readonly { version: string }[]; pipelines: readonly string[] } | null,
): 'version' | 'pipeline' | null {
  if (change.kind !== 'deploy') return null;
  const to = change.toValue;
  if (state !== null && to !== null) {
    if (state.pipelines.includes(to)) return 'pipeline';
    if (state.versions.some(({ version }) => version === to)) return 'version';
  }
  if (/pipeline|feature|encoder/iu.test(change.title)) return 'pipeline';
  return /model|version/iu.test(change.title) ? 'version' : null;
}

/** The latest deploy of `part` that can have caused something that began at `beganMs`. */
export function causingDeploy(
  changes: readonly RelatedChange[],
  part: 'version' | 'pipeline',
  beganMs: number,
  state: Parameters<typeof deployedPart>[1],
): RelatedChange | null {
  const candidates = changes.filter(
    (change) =>
      deployedPart(change, state) === part &&
      change.atMs <= beganMs + ESTIMATE_SLACK_MS &&
      change.atMs >= beganMs - RELATED_WITHIN_MS,
  );
  return candidates.toSorted((a, b) => b.atMs - a.atMs)[0] ?? null;
}
