import type { ModelRow } from '@leeway/services';
import { describe, expect, it } from 'vitest';
import { filterModels, FIRST_DIRECTION, sortModels } from './sort-models.ts';

function row(name: string, part: Partial<ModelRow>): ModelRow {
  return {
    id: name,
    name,
    version: 'v1',
    tier: 2,
    environment: 'production',
    status: 'ok',
    statusSinceMs: null,
    unknownReason: null,
    strip: [],
    changesMs: [],
    worst: null,
    quality: null,
    budget: null,
    lagSeconds: null,
    lastEventMs: null,
    ...part,
  };
}

const budget = (remaining: number | null): ModelRow['budget'] => ({
  sloId: 's',
  name: 'n',
  remaining,
  remainingDayAgo: null,
});
const FLEET = [
  row('eta', { budget: budget(0.4), lagSeconds: 3 }),
  row('fraud', { status: 'warning', tier: 1, budget: budget(0.7) }),
  row('router', { status: 'unknown', budget: budget(null) }),
  row('jobs', { status: 'critical', tier: 1, version: 'v14', budget: budget(-0.1), lagSeconds: 1 }),
  row('recs', { status: 'warning' }),
];
const names = (rows: ModelRow[]): string[] => rows.map(({ name }) => name);

describe('sortModels', () => {
  it('puts the most severe first, then the more critical tier', () => {
    expect(names(sortModels(FLEET, 'status', FIRST_DIRECTION.status))).toEqual([
      'jobs',
      'fraud',
      'recs',
      'router',
      'eta',
    ]);
  });

  it('keeps what was not measured last in both directions', () => {
    expect(names(sortModels(FLEET, 'budget', 'asc'))).toEqual(['jobs', 'eta', 'fraud', 'recs', 'router']);
    expect(names(sortModels(FLEET, 'budget', 'desc')).slice(0, 3)).toEqual(['fraud', 'eta', 'jobs']);
    expect(names(sortModels(FLEET, 'lag', 'desc')).slice(0, 2)).toEqual(['eta', 'jobs']);
  });

  it('does not touch its input', () => {
    const before = names(FLEET);
    sortModels(FLEET, 'name', 'asc');
    expect(names(FLEET)).toEqual(before);
  });
});

describe('filterModels', () => {
  it('looks at names, versions and the worst feature, whatever the case', () => {
    expect(names(filterModels(FLEET, 'V14', 'all'))).toEqual(['jobs']);
    expect(names(filterModels(FLEET, ' re ', 'all'))).toEqual(['recs']);
  });

  it('joins text and status', () => {
    expect(names(filterModels(FLEET, '', 'warning'))).toEqual(['fraud', 'recs']);
    expect(names(filterModels(FLEET, 'jobs', 'warning'))).toEqual([]);
  });
});
