import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = new URL('../../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const Board = z.object({
  panels: z.array(
    z.object({
      title: z.string(),
      datasource: z.object({ uid: z.string() }),
      targets: z.array(z.object({ expr: z.string() })).min(1),
    }),
  ),
});
const board = Board.parse(JSON.parse(read('deploy/grafana/dashboards/fleet.json')));

/** Names as the apps register them, with what a histogram adds. */
function exportedMetrics(): Set<string> {
  const sources = [read('apps/worker/src/metrics.ts'), read('apps/web/src/server/metrics.ts')].join('\n');
  const names = new Set<string>();
  for (const match of sources.matchAll(/new (?<kind>Counter|Gauge|Histogram)\(\{\s*name: '(?<name>\w+)'/gu)) {
    const name = match.groups?.['name'] ?? '';
    names.add(match.groups?.['kind'] === 'Histogram' ? `${name}_bucket` : name);
  }
  return names;
}

describe('the Grafana board', () => {
  it.each(board.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr])))(
    '%s asks for a metric that is exported: %s',
    (_, expr) => {
      const asked = [...(expr ?? '').matchAll(/leeway_\w+/gu)].map(([name]) => name);
      expect(asked.length).toBeGreaterThan(0);
      for (const name of asked) expect(exportedMetrics()).toContain(name);
    },
  );

  it('uses the datasource that is provisioned', () => {
    const uid = /uid: (?<uid>\S+)/u.exec(read('deploy/grafana/provisioning/datasources/prometheus.yml'))?.groups?.[
      'uid'
    ];
    expect(new Set(board.panels.map(({ datasource }) => datasource.uid))).toEqual(new Set([uid]));
  });
});
