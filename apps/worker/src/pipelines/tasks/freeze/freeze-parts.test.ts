import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaskRefused } from '../task-runner.ts';
import { FingerprintIndex } from './fingerprint-index.ts';
import { LateAnswers } from './late-answers.ts';
import { RowSpool } from './row-spool.ts';
import { StretchTally } from './stretch-tally.ts';
import { TaskPace } from './task-pace.ts';

const event = (id: string) => ({ id, model: 'm', time: 1, version: '', features: { x: 1 }, status: 'ok' as const });

describe('rows on disk', () => {
  it('come back as they were, as often as they are asked for, whatever their text', async () => {
    const spool = await RowSpool.open();
    try {
      const rows = ['plain', 'line\nend', 'separator\u2028\u2029', 'half \ud800', 'zero\u0000', '"'].map((text) => ({
        text,
      }));
      for (const row of rows) expect(spool.append(row)).toBe(true);
      await spool.settle();
      for (let reading = 0; reading < 2; reading += 1) {
        const read: unknown[] = [];
        for await (const row of spool.rows()) read.push(row);
        expect(read).toEqual(rows);
      }
      expect(spool.append({ text: 'x'.repeat(1_048_576) })).toBe(false);
    } finally {
      await spool.close();
    }
  });
});

describe('numbers of fingerprints', () => {
  it('are those of a map', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5_000 }), { maxLength: 4_000 }), (fingerprints) => {
        const index = new FingerprintIndex();
        const known = new Map<number, number>();
        for (const fingerprint of fingerprints) {
          if (!known.has(fingerprint)) known.set(fingerprint, known.size);
          expect(index.put(fingerprint)).toBe(known.get(fingerprint));
        }
        expect(index.size).toBe(known.size);
        for (let fingerprint = 0; fingerprint < 100; fingerprint += 1)
          expect(index.find(fingerprint)).toBe(known.get(fingerprint) ?? -1);
      }),
      { seed: 20_261_125, numRuns: 50 },
    );
  });
});

describe('what other messages tell of a row', () => {
  it('is joined by its id: the last label, the answer; of unknown rows nothing is kept', () => {
    const late = new LateAnswers('yes');
    late.know('a');
    late.label('a', 'no');
    late.label('a', 'yes');
    late.label('stranger', 'yes');
    late.answer('b', { score: 0.25, prediction: 'x', status: 'ok', latencyMs: 3 });
    expect(late.labelled).toBe(1);
    expect(late.join(event('a'))).toEqual({ ...event('a'), label: 'yes' });
    expect(late.join(event('b'))).toMatchObject({ score: 0.25, prediction: 'x', latencyMs: 3 });
    expect(late.join(event('stranger'))).toEqual(event('stranger'));
  });

  it('tells the positive class apart from however many others', () => {
    const late = new LateAnswers('yes');
    for (let index = 0; index < 70_000; index += 1) {
      late.know(`e${index}`);
      late.label(`e${index}`, `class ${index}`);
    }
    late.know('last');
    late.label('last', 'yes');
    expect(late.join(event('e69999')).label).toBe('(another)');
    expect(late.join(event('last')).label).toBe('yes');
  });
});

describe('why there are no rows', () => {
  it.each([
    ['nothing', [], /no messages/u],
    [
      'what does not decode',
      ['time: missing', 'time: missing', 'id: empty'],
      /none fits the mapping. Most often: time: missing/u,
    ],
  ])('%s', (_case, reasons, words) => {
    const tally = new StretchTally();
    for (const reason of reasons) {
      tally.messages += 1;
      tally.refuse(reason);
    }
    expect(tally.explain('m', 200)).toMatch(words);
  });
});

describe('a long task', () => {
  it('ends when nobody waits for it any more', async () => {
    const abandon = new AbortController();
    const told: number[] = [];
    const pace = new TaskPace({
      signal: abandon.signal,
      progress: (share) => {
        told.push(share);
        abandon.abort();
        return Promise.resolve();
      },
    });
    await expect(pace.tell(0.5, () => 'half')).rejects.toThrow(TaskRefused);
    expect(told).toEqual([0.5]);
  });
});
