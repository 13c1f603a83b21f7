import { describe, expect, it } from 'vitest';
import { matchRunbook } from '@leeway/response';
import { loadDefaultRunbooks, parseRunbookFile } from './default-runbooks.ts';
import { runbookSummary } from './to-runbook-row.ts';

describe('default runbooks', () => {
  it('are six, each with a title, a summary and steps', async () => {
    const runbooks = await loadDefaultRunbooks();
    expect(runbooks.map(({ id }) => id)).toEqual([
      'broken-feature-feed',
      'no-data',
      'population-shift',
      'quality-drop',
      'slo-burn',
      'slow-or-failing-release',
    ]);
    for (const { markdown } of runbooks) {
      expect(runbookSummary(markdown).length).toBeGreaterThan(60);
      expect(markdown.match(/^## /gmu)?.length).toBeGreaterThan(2);
    }
  });

  it.each([
    ['drift', 'broken-feed', 'broken-feature-feed', 'set-pipeline'],
    ['latency', 'slow-release', 'slow-or-failing-release', 'set-version'],
    ['errors', 'slow-release', 'slow-or-failing-release', 'set-version'],
    ['drift', 'population-shift', 'population-shift', 'retrain'],
    ['slo', 'unclear', 'slo-burn', null],
    ['data', 'unclear', 'no-data', null],
    ['quality', 'unclear', 'quality-drop', null],
  ] as const)('%s from %s is met by %s, which proposes %s', async (signal, cause, id, proposes) => {
    const found = matchRunbook(await loadDefaultRunbooks(), { modelId: 'any', signal, cause });
    expect(found?.id).toBe(id);
    expect(found?.match.proposes).toBe(proposes);
  });

  it('say nothing to a drift that nobody can explain', async () => {
    expect(matchRunbook(await loadDefaultRunbooks(), { modelId: 'any', signal: 'drift', cause: 'unclear' })).toBeNull();
  });

  it('are refused without a head', () => {
    expect(() => parseRunbookFile('x.md', '# No head')).toThrow('no head');
  });
});

describe('runbookSummary', () => {
  it('is the first paragraph without signs, cut at 200 characters', () => {
    expect(runbookSummary('# Title\n\n- list\n\nThe **first** `paragraph`\nhere.\n\nNext.')).toBe(
      'The first paragraph here.',
    );
    expect(runbookSummary('a'.repeat(250))).toHaveLength(200);
    expect(runbookSummary('# Only a title')).toBe('');
  });
});
