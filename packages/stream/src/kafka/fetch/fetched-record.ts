import type { StreamHeaders, StreamRecord } from '../../port.ts';
import type { FetchedRun } from './fetched-run.ts';
import { recordHeaders } from './record-headers.ts';

/** One record of a run as the port has records. What it holds is made when it is asked for. */
export class FetchedRecord implements StreamRecord {
  readonly #run: FetchedRun;
  readonly #index: number;

  constructor(run: FetchedRun, index: number) {
    this.#run = run;
    this.#index = index;
  }

  get offset(): bigint {
    return BigInt(this.#run.offsetOf(this.#index));
  }

  get timestampMs(): number {
    return this.#run.timestampMsOf(this.#index);
  }

  get key(): Uint8Array | null {
    return this.#slice(this.#run.keyFrom(this.#index), this.#run.keyTo(this.#index));
  }

  get value(): Uint8Array | null {
    return this.#slice(this.valueFrom, this.valueTo);
  }

  get headers(): StreamHeaders {
    return recordHeaders(this.bytes, this.valueTo);
  }

  /** The whole fetch. */
  get bytes(): Uint8Array {
    return this.#run.bytes;
  }

  get valueFrom(): number {
    return this.#run.valueFrom(this.#index);
  }

  get valueTo(): number {
    return this.#run.valueTo(this.#index);
  }

  #slice(from: number, to: number): Buffer | null {
    return from < 0 ? null : Buffer.from(this.bytes.buffer, from, to - from);
  }
}
