import { RunbookMatch } from '@leeway/response';
import { describe, expect, it } from 'vitest';
import { matchWords } from './match-words.ts';

const match = (changes: Partial<RunbookMatch>) => matchWords({ ...RunbookMatch.parse({}), ...changes });

describe('matchWords', () => {
  it('reads as a sentence', () => {
    expect(match({ signals: ['drift'], causes: ['broken-feed'] })).toBe('drift from a broken feed');
    expect(
      match({ signals: ['latency', 'errors'], causes: ['slow-release', 'unclear'], modelIds: ['a', 'b', 'c'] }),
    ).toBe('slow answers or failed answers from a slow release or an unclear cause on a, b or c');
  });
  it('says when it applies to anything', () => {
    expect(match({})).toBe('any signal');
  });
});
