import { hashBytes, ByteWords, textOfBytes } from './byte-words.ts';
import { isoTimeMs } from './iso-time.ts';
import type { NumberReader } from './number-reader.ts';
import { RecentTexts } from './recent-texts.ts';
import { plainStringEnd, skipValue, skipWord } from './skip-json.ts';

const QUOTE = 34;
const MINUS = 45;
/** Longest id, version and answer, in bytes: never more in UTF-16 units, which the contract counts. */
const MAX_TEXT = 200;
const MAX_TIME_MS = 8.64e15;
const STATES = new ByteWords(['ok', 'error']);

/** Everything of an event but its model and its features. Texts are decoded when they are asked for. */
export class EventFields {
  timeMs = 0;
  hasFailed = false;
  score: number | null | undefined;
  latencyMs: number | null | undefined;
  readonly #number: NumberReader;
  readonly #versions = new RecentTexts();
  #bytes: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(new ArrayBuffer(0));
  #end = 0;
  #idFrom = 0;
  #idTo = 0;
  #versionFrom = 0;
  #versionTo = 0;
  #answerFrom = 0;
  #answerTo = 0;
  #answer: string | number | boolean | null | undefined;

  constructor(number: NumberReader) {
    this.#number = number;
  }

  /** Forgets the last event; the next lies before `end`. */
  begin(bytes: Uint8Array, view: DataView, end: number): void {
    this.#bytes = bytes;
    this.#view = view;
    this.#end = end;
    this.hasFailed = false;
    this.score = undefined;
    this.latencyMs = undefined;
    this.#answer = undefined;
    this.#answerTo = 0;
    this.#versionFrom = 0;
    this.#versionTo = 0;
  }

  get id(): string {
    return textOfBytes(this.#bytes, this.#idFrom, this.#idTo);
  }

  get version(): string {
    return this.#versions.text(this.#bytes, this.#versionFrom, this.#versionTo);
  }

  get prediction(): string | number | boolean | null | undefined {
    return this.#answerTo > 0 ? textOfBytes(this.#bytes, this.#answerFrom, this.#answerTo) : this.#answer;
  }

  /** Place behind the value of a member; −1 = refused. What is no member of the contract is skipped. */
  read(name: string, bytes: Uint8Array, at: number): number {
    switch (name) {
      case 'id':
        return this.#id(bytes, at);
      case 'time':
        return this.#time(bytes, at);
      case 'version':
        return this.#version(bytes, at);
      case 'score':
        return this.#score(bytes, at);
      case 'prediction':
        return this.#prediction(bytes, at);
      case 'latencyMs':
        return this.#latency(bytes, at);
      case 'status':
        return this.#status(bytes, at);
      case 'error':
        return bytes[at] === 110 ? skipWord(bytes, at) : this.textEnd(bytes, at);
      default:
        return skipValue(bytes, at, this.#end);
    }
  }

  /** Place behind a string without escapes that is no longer than the contract allows; −1 otherwise. */
  textEnd(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE) return -1;
    const to = plainStringEnd(bytes, at + 1, this.#end);
    return to < 0 || to - at - 1 > MAX_TEXT ? -1 : to + 1;
  }

  #id(bytes: Uint8Array, at: number): number {
    const to = this.textEnd(bytes, at);
    this.#idFrom = at + 1;
    this.#idTo = to - 1;
    return to - at > 2 ? to : -1;
  }

  #time(bytes: Uint8Array, at: number): number {
    if (bytes[at] === QUOTE) {
      const to = this.textEnd(bytes, at);
      if (to < 0) return -1;
      this.timeMs = isoTimeMs(bytes, at + 1, to - 1);
      return Number.isNaN(this.timeMs) ? -1 : to;
    }
    const to = this.#number.read(bytes, this.#view, at);
    if (to < 0 || bytes[at] === MINUS) return -1;
    this.timeMs = this.#number.value;
    return Number.isInteger(this.timeMs) && this.timeMs <= MAX_TIME_MS ? to : -1;
  }

  #version(bytes: Uint8Array, at: number): number {
    const to = this.textEnd(bytes, at);
    this.#versionFrom = at + 1;
    this.#versionTo = to - 1;
    return to;
  }

  #score(bytes: Uint8Array, at: number): number {
    if (bytes[at] === 110) {
      this.score = null;
      return skipWord(bytes, at);
    }
    const to = this.#number.read(bytes, this.#view, at);
    if (to < 0 || bytes[at] === MINUS) return -1;
    this.score = this.#number.value;
    return this.score <= 1 ? to : -1;
  }

  #latency(bytes: Uint8Array, at: number): number {
    if (bytes[at] === 110) {
      this.latencyMs = null;
      return skipWord(bytes, at);
    }
    const to = this.#number.read(bytes, this.#view, at);
    if (to < 0 || bytes[at] === MINUS) return -1;
    this.latencyMs = this.#number.value;
    return Number.isFinite(this.latencyMs) ? to : -1;
  }

  #prediction(bytes: Uint8Array, at: number): number {
    const first = bytes[at];
    if (first === QUOTE) {
      const to = this.textEnd(bytes, at);
      this.#answerFrom = at + 1;
      this.#answerTo = to - 1;
      return to;
    }
    if (first === 110 || first === 116 || first === 102) {
      this.#answer = first === 110 ? null : first === 116;
      return skipWord(bytes, at);
    }
    const to = this.#number.read(bytes, this.#view, at);
    if (to < 0) return -1;
    this.#answer = this.#number.value;
    return Number.isFinite(this.#answer) ? to : -1;
  }

  #status(bytes: Uint8Array, at: number): number {
    const to = this.textEnd(bytes, at);
    if (to < 0) return -1;
    const state = STATES.find(bytes, at + 1, to - 1, hashBytes(bytes, at + 1, to - 1));
    this.hasFailed = state === 1;
    return state < 0 ? -1 : to;
  }
}
