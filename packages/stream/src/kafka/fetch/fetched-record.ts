import type { StreamHeaders, StreamRecord } from '../../port.ts';
import type { FetchedMessage } from './fetched-message.ts';

/** A fetched message as the port has records. */
export class FetchedRecord implements StreamRecord {
  readonly #message: FetchedMessage;

  constructor(message: FetchedMessage) {
    this.#message = message;
  }

  get offset(): bigint {
    return BigInt(this.#message.offsetNumber);
  }

  get timestampMs(): number {
    return this.#message.timestampMs;
  }

  get key(): Uint8Array | null {
    return this.#message.key;
  }

  get value(): Uint8Array | null {
    return this.#message.value;
  }

  get place(): { bytes: Uint8Array; from: number; to: number } | undefined {
    const { bytes, valueFrom, valueTo } = this.#message;
    return valueFrom < 0 ? undefined : { bytes, from: valueFrom, to: valueTo };
  }

  get headers(): StreamHeaders {
    return this.#message.headers as StreamHeaders;
  }
}
