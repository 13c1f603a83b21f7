import { describe, expect, it } from 'vitest';
import { fc } from '../../../test/properties.ts';
import { CodecError } from '../../codec/codec-error.ts';
import { decodeAnswerPane, encodeAnswerPane } from './answer-pane-codec.ts';
import { addAnswerPane, confusionOfAnswers, countAnswer, createAnswerPane, labelledAnswers } from './answer-pane.ts';
import { MAX_CLASSES } from './confusion-matrix.ts';
import { MULTICLASS_METRICS } from './index.ts';

const Name = fc.oneof(fc.constantFrom('cat', 'dog', '10', '9', '', 'ünï\u{1f600}'), fc.string({ maxLength: 3 }));
const Rows = fc.array(fc.record({ label: Name, answer: fc.option(Name) }), { maxLength: 30 });

function paneOf(rows: readonly { label: string; answer: string | null }[]) {
  const pane = createAnswerPane();
  for (const row of rows) countAnswer(pane, row);
  return pane;
}

describe('panes of answers', () => {
  it('add up to that of all rows, in any order', () => {
    fc.assert(
      fc.property(Rows, Rows, (a, b) => {
        const all = paneOf([...a, ...b]);
        const there = paneOf(a);
        addAnswerPane(there, paneOf(b));
        const back = paneOf(b);
        addAnswerPane(back, paneOf(a));
        for (const sum of [there, back]) {
          expect(confusionOfAnswers(sum)).toEqual(confusionOfAnswers(all));
          expect(sum.unanswered).toBe(all.unanswered);
        }
        expect(labelledAnswers(all)).toBe(a.length + b.length);
      }),
      { numRuns: 100 },
    );
  });

  it('survive their codec, which refuses cut bytes', () => {
    fc.assert(
      fc.property(Rows, (rows) => {
        const pane = paneOf(
          rows.map((row) => ({ ...row, label: row.label.toWellFormed(), answer: row.answer?.toWellFormed() ?? null })),
        );
        const bytes = encodeAnswerPane(pane);
        const back = decodeAnswerPane(bytes);
        expect(confusionOfAnswers(back)).toEqual(confusionOfAnswers(pane));
        expect([back.leftOut, back.unanswered]).toEqual([pane.leftOut, pane.unanswered]);
        expect(encodeAnswerPane(back)).toEqual(bytes);
        for (let length = 0; length < bytes.length; length += 1)
          expect(() => decodeAnswerPane(bytes.subarray(0, length))).toThrow(CodecError);
        expect(() => decodeAnswerPane(Uint8Array.from([...bytes, 0]))).toThrow(CodecError);
      }),
      { numRuns: 100 },
    );
  });

  it('refuse other versions, doubled names and too many classes', () => {
    const head = [0x4c, 0x61, 1, 0, 0];
    expect(() => decodeAnswerPane(Uint8Array.from([0x4c, 0x61, 2, 0, 0, 0, 0]))).toThrow('version 2');
    expect(() => decodeAnswerPane(Uint8Array.from([...head, 2, 1, 65, 1, 65, 0]))).toThrow('twice');
    expect(() => decodeAnswerPane(Uint8Array.from([...head, MAX_CLASSES + 1]))).toThrow('classes');
    expect(() => decodeAnswerPane(Uint8Array.from([...head, 1, 1, 0xff, 0]))).toThrow('no text');
  });

  it('keep the classes that came first and count what is beyond them', () => {
    const pane = createAnswerPane();
    for (let i = 0; i < MAX_CLASSES + 10; i += 1) countAnswer(pane, { label: `class ${i}`, answer: `class ${i}` });
    expect(pane.classes).toHaveLength(MAX_CLASSES);
    expect(pane.leftOut).toBe(10);
    expect(labelledAnswers(pane)).toBe(MAX_CLASSES + 10);
  });

  it('order classes that are numbers by size', () => {
    const pane = paneOf(['10', '9', 'b', 'a'].map((label) => ({ label, answer: label })));
    const { classes } = confusionOfAnswers(pane);
    expect(classes.indexOf('9')).toBeLessThan(classes.indexOf('10'));
    expect(classes.indexOf('a')).toBeLessThan(classes.indexOf('b'));
  });

  // By hand: 4 of 6 right; cat 2/3 and 2/2, dog 1/2 and 1/2, owl 1/1 and 1/2.
  it('give the metrics of their counts', () => {
    const pane = paneOf([
      { label: 'cat', answer: 'cat' },
      { label: 'cat', answer: 'cat' },
      { label: 'cat', answer: 'dog' },
      { label: 'dog', answer: 'dog' },
      { label: 'dog', answer: 'owl' },
      { label: 'owl', answer: 'owl' },
    ]);
    const input = { confusion: confusionOfAnswers(pane), probabilities: null };
    const value = (id: 'accuracy' | 'recallMacro' | 'precisionMacro') => {
      const reading = MULTICLASS_METRICS[id].read(input);
      return reading.state === 'measured' ? reading.value : null;
    };
    expect(value('accuracy')).toBeCloseTo(4 / 6, 12);
    expect(value('recallMacro')).toBeCloseTo((2 / 3 + 1 / 2 + 1) / 3, 12);
    expect(value('precisionMacro')).toBeCloseTo((1 + 1 / 2 + 1 / 2) / 3, 12);
  });
});
