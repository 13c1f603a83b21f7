import type { StreamMapping } from './stream-mapping.ts';

/** Paths that a mapping reads for something else than features. */
export function usedPaths(mapping: StreamMapping): string[] {
  const { model, version, eventId, time, rows, score, prediction, latency, status, label } = mapping;
  const paths = [model, version, eventId, time, score, prediction, latency, status, label].map((source) =>
    source !== undefined && 'path' in source ? source.path : undefined,
  );
  return [...paths, rows].filter((path) => path !== undefined && path !== '') as string[];
}
