import { ByteCursor } from './byte-cursor.ts';

/** What kafkajs tells of the record batch that a message came in. */
export type BatchContext = Readonly<Record<string, unknown>>;
type Headers = Record<string, Buffer | Buffer[] | null | undefined>;

/**
 * One record as it lies in the bytes of a fetch. It has what kafkajs gives a message, but makes it when it is asked
 * for: text of offsets and copies of keys and headers cost more than all the rest of reading a record.
 */
export class FetchedMessage {
  readonly magicByte = 2;
  readonly isControlRecord = false;
  readonly batchContext: BatchContext;
  readonly attributes: number;
  readonly offsetNumber: number;
  readonly timestampMs: number;
  /** The whole fetch; places are places in it. */
  readonly bytes: Uint8Array;
  readonly #keyFrom: number;
  readonly #keyTo: number;
  /** −1 when there is no value. */
  readonly valueFrom: number;
  /** The headers begin here. */
  readonly valueTo: number;

  constructor(
    batchContext: BatchContext,
    bytes: Uint8Array,
    attributes: number,
    offset: number,
    timestampMs: number,
    keyFrom: number,
    keyTo: number,
    valueFrom: number,
    valueTo: number,
  ) {
    this.batchContext = batchContext;
    this.bytes = bytes;
    this.attributes = attributes;
    this.offsetNumber = offset;
    this.timestampMs = timestampMs;
    this.#keyFrom = keyFrom;
    this.#keyTo = keyTo;
    this.valueFrom = valueFrom;
    this.valueTo = valueTo;
  }

  get offset(): string {
    return String(this.offsetNumber);
  }

  get timestamp(): string {
    return String(this.timestampMs);
  }

  get key(): Buffer | null {
    return this.#slice(this.#keyFrom, this.#keyTo);
  }

  get value(): Buffer | null {
    return this.#slice(this.valueFrom, this.valueTo);
  }

  /** What is repeated becomes a list, as kafkajs has it. */
  get headers(): Headers {
    const headers: Headers = {};
    const cursor = new ByteCursor(this.bytes, this.valueTo);
    for (let left = cursor.varint(); left > 0; left -= 1) {
      const name = String(this.#next(cursor));
      const value = this.#next(cursor);
      const known = headers[name];
      if (known === undefined) headers[name] = value;
      else headers[name] = [...(Array.isArray(known) ? known : [known]), value] as Buffer[];
    }
    return headers;
  }

  #next(cursor: ByteCursor): Buffer | null {
    const size = cursor.varint();
    if (size < 0) return null;
    cursor.at += size;
    return this.#slice(cursor.at - size, cursor.at);
  }

  #slice(from: number, to: number): Buffer | null {
    return from < 0 ? null : Buffer.from(this.bytes.buffer, from, to - from);
  }
}
