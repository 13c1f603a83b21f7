import { defaultSpec, type SloDocument } from '@leeway/slo';
import { describe, expect, it } from 'vitest';
import { documentChanges } from './document-changes.ts';
import { rowWords } from './row-words.ts';
import { burnNumber, coverageText, goodShare, percentNumber } from './slo-numbers.ts';
import { sloStatus } from './slo-status.ts';

const firing = (severity: 'page' | 'ticket') => ({ rowId: '60m/5m', severity, sinceMs: 0, frozen: false });
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('status', () => {
  it.each([
    ['a page that fires', { state: 'exhausted' as const, firing: firing('page') }, 'critical', 'page'],
    ['a budget that is gone', { state: 'exhausted' as const, firing: firing('ticket') }, 'critical', 'spent'],
    ['a ticket that fires', { state: 'burning' as const, firing: firing('ticket') }, 'warning', 'ticket'],
    ['overspent by a young history', { state: 'burning' as const, firing: null }, 'warning', 'burning'],
    ['nothing measured', { state: 'unknown' as const, firing: null }, 'unknown', 'unknown'],
    ['fine', { state: 'ok' as const, firing: null }, 'ok', 'ok'],
  ])('%s', (_name, slo, status, word) => {
    expect(sloStatus(slo)).toEqual({ status, word });
  });
});

describe('numbers', () => {
  it('never rounds a share up to all', () => {
    expect(plain(goodShare(999_999, 1, 0.999))).toBe('99.999 %');
    expect(plain(goodShare(9_999_999, 1, 0.9))).toBe('99.99 %');
    expect(goodShare(0, 0, 0.9)).toBe('–');
    expect(plain(coverageText(0.99999))).toBe('99.9 %');
    expect(plain(coverageText(1))).toBe('100 %');
  });

  it('shows what matters of a burn rate and of a budget', () => {
    expect([0, 0.412, 3.71, 45.49].map(burnNumber)).toEqual(['0×', '0.41×', '3.7×', '45×']);
    expect([0.2041, -0.575, -19.2].map((share) => percentNumber(share))).toEqual(['20.4', '−57.5', '−1920']);
  });

  it('says windows, not ids', () => {
    expect(plain(rowWords('60m/5m'))).toBe('1 h / 5 min');
    expect(rowWords('no-data')).toBe('no data');
  });
});

describe('what a version changed', () => {
  const document: SloDocument = {
    modelId: 'm',
    name: 'In time',
    description: '',
    target: 0.95,
    windowDays: 28,
    spec: defaultSpec({ kind: 'latency', target: 0.95, windowDays: 28 }),
  };

  it('names each thing with before and after, and nothing that stayed', () => {
    const [first, ...rest] = document.spec.alerting.rows;
    if (first === undefined) throw new Error('no rows');
    const alerting = { ...document.spec.alerting, rows: [{ ...first, burnAbove: 7 }, ...rest], noDataMinutes: 30 };
    const after: SloDocument = {
      ...document,
      target: 0.9,
      windowDays: 30,
      spec: { kind: 'latency', thresholdMs: 200, alerting },
    };
    expect(documentChanges(document, after).map(plain)).toEqual([
      'target 95 % → 90 %',
      'window 28 d → 30 d',
      'within, ms 100 → 200',
      expect.stringMatching(/^alerts page 1 h \/ 5 min 13.44×, .* → page 1 h \/ 5 min 7×, /u),
      'no data freezes → alerts after 30 min',
    ]);
  });

  it('says nothing of the first version or of one that changed nothing', () => {
    expect(documentChanges(undefined, document)).toEqual([]);
    expect(documentChanges(document, document)).toEqual([]);
  });
});
