import { describe, expect, it } from 'vitest';
import { matchRunbook } from './match-runbook.ts';
import { RunbookMatch } from './runbook-match.ts';

const runbook = (id: string, match: Partial<RunbookMatch>) => ({ id, match: RunbookMatch.parse(match) });
const INCIDENT = { modelId: 'demo', signal: 'drift', cause: 'broken-feed' } as const;

describe('matchRunbook', () => {
  it('prefers the model, then the cause, then the signal', () => {
    const signal = runbook('signal', { signals: ['drift'] });
    const cause = runbook('cause', { signals: ['drift'], causes: ['broken-feed'] });
    const model = runbook('model', { modelIds: ['demo'] });
    expect(matchRunbook([signal], INCIDENT)).toBe(signal);
    expect(matchRunbook([signal, cause], INCIDENT)).toBe(cause);
    expect(matchRunbook([signal, cause, model], INCIDENT)).toBe(model);
  });

  it('never takes one that contradicts, or one that says nothing', () => {
    expect(
      matchRunbook(
        [
          runbook('a', { signals: ['latency'] }),
          runbook('b', { causes: ['slow-release'] }),
          runbook('c', { modelIds: ['other'] }),
          runbook('d', {}),
        ],
        INCIDENT,
      ),
    ).toBeNull();
  });

  it('does not depend on the order of the list', () => {
    const a = runbook('a', { signals: ['drift'] });
    const b = runbook('b', { signals: ['drift'] });
    expect(matchRunbook([b, a], INCIDENT)).toBe(a);
    expect(matchRunbook([a, b], INCIDENT)).toBe(a);
  });
});
