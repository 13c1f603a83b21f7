import { describe, expect, it } from 'vitest';
import { headline, reportingLine } from './headline.ts';

const NOTHING = { openIncidents: 0, waitingApprovals: 0, burningBudgets: 0, modelsReporting: 12, modelsTotal: 12 };

describe('headline', () => {
  it('counts what is open', () => {
    const text = headline({ ...NOTHING, openIncidents: 2, waitingApprovals: 1, burningBudgets: 3 });
    expect(text.split(', ').map((part) => part.replaceAll('\u00a0', ' '))).toEqual([
      '2 incidents open',
      '1 approval waiting',
      '3 budgets burning',
    ]);
    expect(text.split(' ')).toHaveLength(3);
  });
  it('leaves out what is nothing', () => {
    expect(headline({ ...NOTHING, waitingApprovals: 1 })).toBe('1\u00a0approval\u00a0waiting');
  });
  it('says when all is clear', () => {
    expect(headline(NOTHING)).toBe('No incident open, nothing waiting');
  });
});

describe('reportingLine', () => {
  it('names the unknown', () => {
    expect(reportingLine({ ...NOTHING, modelsReporting: 11 })).toBe('11 of 12 models reporting · 1 unknown');
    expect(reportingLine(NOTHING)).toBe('12 of 12 models reporting');
  });
});
