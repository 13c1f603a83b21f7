import type { InspectedRecord, StreamMapping } from '@leeway/contracts';

type Record_ = Pick<InspectedRecord, 'kind' | 'events' | 'problem'>;

/** Messages that the mapping reads as what the topic carries. */
export function fittingCount(records: readonly Record_[], carries: StreamMapping['carries']): number {
  return records.filter(({ kind }) => kind === carries).length;
}

/** A refusal as the decoder words it, "features.age: text "x", expected a number", in its two parts. */
export function refusalParts(problem: string): { path: string | null; reason: string } {
  const at = problem.indexOf(': ');
  // A path has no spaces; "row 3" and "header x-model" are the only ones that do.
  if (at < 1 || !/^(?:(?:row \d+|header [^\s:]+|record key|\(root\)|[^\s:]+))$/u.test(problem.slice(0, at)))
    return { path: null, reason: problem };
  return { path: problem.slice(0, at), reason: problem.slice(at + 2) };
}

/** Models that the messages name, the most frequent first. */
export function modelsIn(records: readonly Record_[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { events } of records)
    for (const event of events) {
      const { model } = event;
      if (typeof model === 'string') counts.set(model, (counts.get(model) ?? 0) + 1);
    }
  return [...counts].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count);
}

export type SeenFeature = { name: string; sample: string; kind: string };

const MAX_SAMPLE = 40;

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > MAX_SAMPLE ? `${text.slice(0, MAX_SAMPLE - 1)}…` : text;
}

/** Features that the newest messages hold, with what the first of them held. */
export function featuresIn(records: readonly Record_[]): SeenFeature[] {
  const seen = new Map<string, SeenFeature>();
  for (const { events } of records)
    for (const event of events) {
      const features: unknown = event['features'];
      if (typeof features !== 'object' || features === null) continue;
      for (const [name, value] of Object.entries(features)) {
        const before = seen.get(name);
        if (before !== undefined && before.sample !== 'null') continue;
        seen.set(name, {
          name,
          sample: textOf(value),
          kind: value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value,
        });
      }
    }
  return [...seen.values()];
}

/** Values that labels, or answers, have taken. */
export function valuesIn(records: readonly Record_[], field: 'label' | 'prediction'): string[] {
  const seen = new Set<string>();
  for (const { events } of records)
    for (const event of events) {
      const value: unknown = event[field];
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') seen.add(String(value));
      if (seen.size >= 20) break;
    }
  return [...seen].toSorted();
}
