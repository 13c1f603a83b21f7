import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '@leeway/slo';
import { contiguousRuns, minutesTouchedBy } from './model-minute-sources.ts';

const START = Date.UTC(2026, 10, 25);
const at = (minute: number) => START + minute * MINUTE_MS;

describe('which minutes are counted anew', () => {
  it('names each minute that a pane touches once, in order', () => {
    const stretches = [
      { startMs: at(3), paneMs: 10_000 },
      { startMs: at(0) + 50_000, paneMs: 10_000 },
      { startMs: at(0) + 40_000, paneMs: 10_000 },
      { startMs: at(7), paneMs: 120_000 },
    ];
    expect(minutesTouchedBy(stretches)).toEqual([at(0), at(3), at(7), at(8)]);
  });

  it('cuts them into runs without holes and of bounded length', () => {
    expect(contiguousRuns([at(0), at(1), at(2), at(5), at(6)], 2)).toEqual([
      { fromMs: at(0), toMs: at(2) },
      { fromMs: at(2), toMs: at(3) },
      { fromMs: at(5), toMs: at(7) },
    ]);
    expect(contiguousRuns([], 2)).toEqual([]);
  });
});
