/** Versions of one model that get panes of their own. */
const MAX_VERSIONS = 50;
export const OTHER_VERSIONS = '(other)';

/** Keeps a producer that puts a request id into `version` from making a pane an event. */
export function createVersionLimit(): (modelId: string, version: string) => string {
  const known = new Map<string, Set<string>>();
  return (modelId, version) => {
    const versions = known.get(modelId) ?? new Set<string>();
    known.set(modelId, versions);
    if (versions.has(version)) return version;
    if (versions.size >= MAX_VERSIONS) return OTHER_VERSIONS;
    versions.add(version);
    return version;
  };
}
