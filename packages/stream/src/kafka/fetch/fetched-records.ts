import type { StreamRecord, StreamRecords } from '../../port.ts';
import { FetchedRecord } from './fetched-record.ts';
import { FetchedRun } from './fetched-run.ts';

type Part = { from: number; to: number; records: FetchedRun | readonly StreamRecord[] };

/** The records of a fetch, of which those in runs are made one by one and live as long as somebody looks at them. */
export class FetchedRecords implements StreamRecords {
  readonly #parts: readonly Part[];
  readonly #start: number;
  readonly length: number;
  /** Where the last record was found. */
  #part: Part;

  private constructor(parts: readonly Part[], start: number, length: number) {
    this.#parts = parts;
    this.#start = start;
    this.length = length;
    this.#part = parts[0] ?? { from: 0, to: 0, records: [] };
  }

  /** In order; neighbours are not merged. */
  static of(pieces: readonly (FetchedRun | readonly StreamRecord[])[]): FetchedRecords {
    let to = 0;
    const parts = pieces.map((records) => ({ records, from: to, to: (to += records.length) }));
    return new FetchedRecords(parts, 0, to);
  }

  at(index: number): StreamRecord | undefined {
    const place = (index < 0 ? index + this.length : index) + this.#start;
    if (place < this.#start || place >= this.#start + this.length) return undefined;
    if (place < this.#part.from || place >= this.#part.to)
      this.#part = this.#parts.find(({ to }) => place < to) ?? this.#part;
    const { from, records } = this.#part;
    return records instanceof FetchedRun ? new FetchedRecord(records, place - from) : records[place - from];
  }

  slice(start: number, end = this.length): FetchedRecords {
    const to = Math.min(end, this.length);
    return new FetchedRecords(this.#parts, this.#start + start, Math.max(0, to - start));
  }

  *[Symbol.iterator](): Generator<StreamRecord> {
    for (let index = 0; index < this.length; index += 1) {
      const record = this.at(index);
      if (record !== undefined) yield record;
    }
  }
}
