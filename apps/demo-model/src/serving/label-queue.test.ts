import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EventIds } from './event-ids.ts';
import { LabelQueue } from './label-queue.ts';
import { ServedLog } from './served-log.ts';
import { keepTail, takeTail } from './tail.ts';

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'demo-tail-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const label = (id: string, dueMs: number) => ({
  id,
  label: 1 as const,
  dueMs,
  served: { population: 'calm' as const, row: Number(id), faults: 3 },
});

describe('LabelQueue', () => {
  it('gives what is due, once, in order, and not more than asked for', () => {
    const queue = new LabelQueue();
    for (let id = 0; id < 10; id += 1) queue.add(label(String(id), 1_000 + id));
    expect(queue.takeDue(999, 100)).toEqual([]);
    expect(queue.takeDue(1_004, 3).map(({ id }) => id)).toEqual(['0', '1', '2']);
    expect(queue.takeDue(1_004, 100).map(({ id }) => id)).toEqual(['3', '4']);
    expect(queue.takeDue(9_999, 100)).toHaveLength(5);
    expect(queue.size).toBe(0);
  });
});

describe('the tail', () => {
  it('carries labels and the log over a shutdown, once', () => {
    const folder = newFolder();
    const queue = new LabelQueue();
    const log = new ServedLog();
    queue.add(label('7', 1_000));
    log.add({ population: 'groupQuarters', row: 5, faults: 0 });
    keepTail(folder, 'abc', queue, log);
    const back = takeTail(folder, 'abc');
    expect(back.labels.all()).toEqual([label('7', 1_000)]);
    expect(back.served.recent()).toEqual([{ population: 'groupQuarters', row: 5, faults: 0 }]);
    expect(readdirSync(folder)).toEqual([]);
    expect(takeTail(folder, 'abc').labels.size).toBe(0);
  });

  it('is not used with other data, whose rows are other people', () => {
    const folder = newFolder();
    const queue = new LabelQueue();
    queue.add(label('7', 1_000));
    keepTail(folder, 'abc', queue, new ServedLog());
    expect(takeTail(folder, 'other').labels.size).toBe(0);
  });
});

describe('ServedLog', () => {
  it('keeps the last 50,000', () => {
    const log = new ServedLog();
    for (let row = 0; row < 120_000; row += 1) log.add({ population: 'calm', row, faults: 0 });
    expect(log.recent()).toHaveLength(50_000);
    expect(log.recent().at(-1)?.row).toBe(119_999);
    expect(log.recent()[0]?.row).toBe(70_000);
  });
});

describe('EventIds', () => {
  it('differ within a run and between two runs that start in the same millisecond', () => {
    const [a, b] = [new EventIds(5), new EventIds(5)];
    expect(new Set([a.next(), a.next(), b.next(), b.next()]).size).toBe(4);
  });
});
