import type { ModelRow } from '@leeway/services';

export const MODEL_SORTS = ['status', 'name', 'tier', 'now', 'quality', 'budget', 'lag'] as const;
export type ModelSort = (typeof MODEL_SORTS)[number];
export type SortDirection = 'asc' | 'desc';

const SEVERITY = { critical: 3, warning: 2, unknown: 1, ok: 0 } as const;

/** The newest judged window's ratio; what "now" is sorted by, since metrics have different units. */
export function currentRatio(row: ModelRow): number | null {
  return row.strip.findLast((bar) => bar.ratio !== null)?.ratio ?? null;
}

const KEYS: Record<ModelSort, (row: ModelRow) => number | string | null> = {
  status: (row) => SEVERITY[row.status],
  name: (row) => row.name,
  tier: (row) => row.tier,
  now: currentRatio,
  quality: (row) => row.quality?.value ?? null,
  budget: (row) => row.budget?.remaining ?? null,
  lag: (row) => row.lagSeconds,
};

/** Where the trouble is: the worst first, for names and tiers the alphabet and the most critical tier. */
export const FIRST_DIRECTION: Record<ModelSort, SortDirection> = {
  status: 'desc',
  name: 'asc',
  tier: 'asc',
  now: 'desc',
  quality: 'asc',
  budget: 'asc',
  lag: 'desc',
};

function compareKeys(a: number | string, b: number | string): number {
  if (typeof a === 'string' || typeof b === 'string') return String(a).localeCompare(String(b), 'en');
  return a - b;
}

/** Sorted copy; what was not measured stands last in both directions, ties go by severity, tier and name. */
export function sortModels(rows: readonly ModelRow[], sort: ModelSort, direction: SortDirection): ModelRow[] {
  const sign = direction === 'asc' ? 1 : -1;
  const key = KEYS[sort];
  return rows.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
    } else {
      const order = sign * compareKeys(left, right);
      if (order !== 0) return order;
    }
    return SEVERITY[b.status] - SEVERITY[a.status] || a.tier - b.tier || a.name.localeCompare(b.name, 'en');
  });
}

/** Rows whose name, id, version or worst feature holds the text, and whose status fits. */
export function filterModels(rows: readonly ModelRow[], text: string, status: ModelRow['status'] | 'all'): ModelRow[] {
  const needle = text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (status === 'all' || row.status === status) &&
      [row.name, row.id, row.version, row.worst?.feature ?? ''].some((field) => field.toLowerCase().includes(needle)),
  );
}
