import { describe, expect, it } from 'vitest';
import { fieldText, instantOf, stageOf } from './maintenance-times.ts';

describe('times of a maintenance', () => {
  it.each(['utc', 'local'] as const)('go from a field to an instant and back in %s time', (zone) => {
    for (const text of ['2026-11-25T03:00', '2026-07-01T23:59'])
      expect(fieldText(instantOf(text, zone), zone)).toBe(text);
    expect(instantOf('', zone)).toBeNaN();
  });

  it('are read in the zone that the page writes times in', () => {
    expect(instantOf('2026-11-25T03:00', 'utc')).toBe(Date.UTC(2026, 10, 25, 3));
  });

  it.each([
    [99, 'planned'],
    [100, 'runs'],
    [199, 'runs'],
    [200, 'over'],
  ] as const)('at %i it is %s', (now, stage) => expect(stageOf({ fromMs: 100, toMs: 200 }, now)).toBe(stage));
});
