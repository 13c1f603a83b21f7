import { describe, expect, it } from 'vitest';
import { objectiveInShort, objectiveSentence } from '../words/objective-sentence.ts';
import { budgetWords } from '../words/budget-words.ts';
import { SLI_KINDS } from '../sli/registry.ts';
import { defaultSpec } from './default-document.ts';
import { policyIssues, SloDocument, SloDraft } from './slo-document.ts';

const document = (changes: Partial<SloDocument> = {}): SloDocument => ({
  modelId: 'employment',
  name: 'Answers in time',
  description: '',
  target: 0.99,
  windowDays: 30,
  spec: defaultSpec({ kind: 'latency', target: 0.99, windowDays: 30 }),
  ...changes,
});

function withBurn(burnAbove: number): SloDocument {
  const base = document({ target: 0.9 });
  const [first, ...rest] = defaultSpec({ kind: 'latency', target: 0.99, windowDays: 30 }).alerting.rows;
  if (first === undefined) throw new Error('no rows');
  return {
    ...base,
    spec: { ...base.spec, alerting: { ...base.spec.alerting, rows: [{ ...first, burnAbove }, ...rest] } },
  };
}

describe('SLO document', () => {
  it.each(SLI_KINDS)('defaults of %s are valid for every window and target', (kind) => {
    for (const target of [0.5, 0.8, 0.9, 0.93, 0.99, 0.99999])
      for (const windowDays of [1 / 24, 0.25, 0.5, 1, 7, 28, 30, 90, 365]) {
        const parsed = SloDocument.safeParse(
          document({ target, windowDays, spec: defaultSpec({ kind, target, windowDays }) }),
        );
        expect(parsed.error).toBeUndefined();
      }
  });

  it('refuses a row that can never fire, at the row, with the reason; a draft may hold it', () => {
    const parsed = SloDocument.safeParse(withBurn(14.4));
    expect(parsed.error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([
      [
        'spec.alerting.rows.0.burnAbove',
        "This row can't fire. At 90\u00a0% burn never exceeds 10×, every event bad. 14.4× needs a target above 93.06\u00a0%.",
      ],
    ]);
    expect(SloDraft.safeParse(withBurn(14.4)).success).toBe(true);
    expect(policyIssues(withBurn(9.9))).toEqual([]);
  });

  it('refuses rows longer than the window of the SLO', () => {
    const issues = policyIssues({ ...document(), windowDays: 1 });
    expect(issues.map((issue) => [issue.row, issue.field])).toEqual([[3, 'longMinutes']]);
  });

  it.each([
    ['no name', { name: '  ' }],
    ['a target of 100 %', { target: 1 }],
    ['a target below 50 %', { target: 0.4 }],
    ['no window', { windowDays: 0 }],
    ['a window of two years', { windowDays: 730 }],
    ['a window that is not whole hours', { windowDays: 7.01 }],
    ['a month of another length', { windowDays: 28, calendar: { unit: 'month' as const, zone: 'UTC' } }],
    ['a zone that is not there', { calendar: { unit: 'month' as const, zone: 'Europe/Nowhere' } }],
  ])('refuses %s', (_name, changes) => {
    expect(SloDocument.safeParse(document(changes)).success).toBe(false);
  });
});

describe('words', () => {
  it('says the objective in a sentence', () => {
    const { spec } = document({ spec: { ...document().spec, kind: 'latency', thresholdMs: 200 } });
    const text = objectiveSentence({ spec, target: 0.99, windowDays: 30, modelName: 'Employment' });
    expect(
      text
        .map((part) => part.text)
        .join('')
        .replaceAll('\u00a0', ' '),
    ).toBe('99 % of predictions by Employment are answered within 200 ms over a rolling 30 days.');
  });

  it.each([
    ['month', 'UTC', '99 % of predictions by X are answered without an error over each calendar month, UTC.'],
    [
      'week',
      'Asia/Tokyo',
      '99 % of predictions by X are answered without an error over each calendar week, Asia/Tokyo.',
    ],
  ] as const)('names the calendar %s', (unit, zone, text) => {
    const input = { spec: { kind: 'availability' as const }, target: 0.99, windowDays: 30, calendar: { unit, zone } };
    const sentence = objectiveSentence({ ...input, modelName: 'X' }).map((part) => part.text);
    expect(sentence.join('').replaceAll('\u00a0', ' ')).toBe(text);
    expect(objectiveInShort(input)).toContain(`${unit} (${zone})`);
  });

  it.each([
    ['availability', '99 % without an error, 7 d'],
    ['latency', '99 % within 100 ms, 7 d'],
    ['drift', '99 % free of critical drift, 7 d'],
  ] as const)('says the objective of %s in short', (kind, text) => {
    const spec = defaultSpec({ kind, target: 0.99, windowDays: 7 });
    expect(objectiveInShort({ spec, target: 0.99, windowDays: 7 }).replaceAll('\u00a0', ' ')).toBe(text);
  });

  it.each([
    [0.99, 30, '1 prediction in 100', '7 h 12 min'],
    [0.9, 28, '1 prediction in 10', '67 h 12 min'],
    [0.999, 30, '1 prediction in 1\u202f000', '43 min 12 s'],
    [0.97, 7, '3 predictions in 100', '5 h 2 min'],
    [0.9995, 7, '1 prediction in 2\u202f000', '5 min 2 s'],
  ])('says what may go wrong at %d over %i d', (target, windowDays, share, outage) => {
    const words = budgetWords({ spec: { kind: 'availability' }, target, windowDays, expectedTotal: 92_900_000 });
    expect(words.share).toBe(share);
    expect(words.outage.replaceAll('\u00a0', ' ')).toBe(`${outage} of total outage`);
  });

  it('says counts only when traffic is known', () => {
    const input = { spec: { kind: 'availability' as const }, target: 0.9, windowDays: 28 };
    expect(budgetWords({ ...input, expectedTotal: 92_900_000 }).counts).toBe('about 9.3 million of 92.9 million');
    expect(budgetWords({ ...input, expectedTotal: 6_454_880 }).counts).toBe('about 645\u202f000 of 6.5 million');
    expect(budgetWords({ ...input, expectedTotal: null }).counts).toBeNull();
  });
});
