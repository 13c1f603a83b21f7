import { ByteWords, hashBytes, textOfBytes } from './byte-words.ts';
import { FeatureScanner } from './feature-scanner.ts';
import { isoTimeMs } from './iso-time.ts';
import { NumberReader } from './number-reader.ts';
import type { ScanModels } from './scan-models.ts';
import type { ScanPlan } from './scan-plan.ts';
import { plainStringEnd, skipSpace, skipValue, skipWord } from './skip-json.ts';

const QUOTE = 34;
const MINUS = 45;
/** Longest id, version and answer, in bytes: never more in UTF-16 units, which the contract counts. */
const MAX_TEXT = 200;
const MAX_TIME_MS = 8.64e15;
const MEMBERS = new ByteWords([
  'id',
  'model',
  'time',
  'features',
  'version',
  'score',
  'prediction',
  'latencyMs',
  'status',
  'error',
]);
const REQUIRED = 0b111;
const FEATURES = 3;
const STATES = new ByteWords(['ok', 'error']);

export type ScanLimits = { maxBytes: number; maxFeatures: number };

/**
 * Reads prediction events of the default contract from their bytes, without JSON.parse and nearly without allocating.
 * Whatever is unusual is refused, so that somebody else decides: escapes, doubled members, text beyond the contract's
 * lengths, deep nesting, whatever is not JSON or not the contract. What it reads is what JSON.parse and the contract
 * would give. Fields are of the event that was read last; texts are decoded when asked for, before the next event.
 */
export class EventScanner {
  plan: ScanPlan | null = null;
  timeMs = 0;
  hasFailed = false;
  score: number | null | undefined;
  latencyMs: number | null | undefined;
  readonly features: FeatureScanner;
  readonly #limits: ScanLimits;
  readonly #number = new NumberReader();
  /** The plan that the features were read with. */
  #countedOn: ScanPlan | null = null;
  #buffer: ArrayBufferLike | null = null;
  #bytes: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(new ArrayBuffer(0));
  #end = 0;
  #seen = 0;
  #idFrom = 0;
  #idTo = 0;
  #versionFrom = 0;
  #versionTo = 0;
  #answerFrom = 0;
  #answerTo = 0;
  #answer: string | number | boolean | null | undefined;
  readonly #successors = Int32Array.from({ length: 11 }, (_, index) => (index < 10 ? index : -1));

  constructor(limits: ScanLimits) {
    this.#limits = limits;
    this.features = new FeatureScanner(this.#number, limits.maxFeatures);
  }

  /** Whether `value` was read. */
  scan(value: Uint8Array, models: ScanModels): boolean {
    if (value.byteLength > this.#limits.maxBytes) return false;
    // One view of what the records of a fetch share, so that code is specialised for it.
    if (value.buffer !== this.#buffer) {
      this.#buffer = value.buffer;
      this.#bytes = new Uint8Array(value.buffer);
      this.#view = new DataView(value.buffer);
    }
    const from = value.byteOffset;
    let end = from + value.byteLength;
    while (end > from && isSpace(this.#bytes[end - 1])) end -= 1;
    // A brace at the end stops every loop over digits or white space before the next record.
    if (end - from < 2 || this.#bytes[end - 1] !== 125) return false;
    this.#end = end;
    const guess = models.last;
    if (!this.#event(from, models, guess)) return false;
    if (this.#countedOn === this.plan) return true;
    // The features came before the model, which was another than expected.
    return this.#event(from, models, this.plan) && this.#countedOn === this.plan;
  }

  get id(): string {
    return textOfBytes(this.#bytes, this.#idFrom, this.#idTo);
  }

  get version(): string {
    return textOfBytes(this.#bytes, this.#versionFrom, this.#versionTo);
  }

  get prediction(): string | number | boolean | null | undefined {
    return this.#answerTo > 0 ? textOfBytes(this.#bytes, this.#answerFrom, this.#answerTo) : this.#answer;
  }

  /** Name of a feature that the grid does not know. Domain: index < features.unknownCount. */
  unknownFeature(index: number): string {
    const { unknown } = this.features;
    return textOfBytes(this.#bytes, unknown[2 * index] as number, unknown[2 * index + 1] as number);
  }

  #event(from: number, models: ScanModels, guess: ScanPlan | null): boolean {
    this.#begin(guess);
    const bytes = this.#bytes;
    let at = skipSpace(bytes, from);
    if (bytes[at] !== 123) return false;
    at = skipSpace(bytes, at + 1);
    let previous = 0;
    for (;;) {
      if (bytes[at] !== QUOTE) return false;
      const name = at + 1;
      let member = this.#successors[previous] as number;
      at = member < 0 ? -1 : MEMBERS.memberEnd(member, this.#view, name);
      if (at < 0) {
        at = plainStringEnd(bytes, name, this.#end);
        if (at < 0) return false;
        member = MEMBERS.find(bytes, name, at, hashBytes(bytes, name, at));
        if (member >= 0) this.#successors[previous] = member;
        at = skipSpace(bytes, at + 1);
        if (bytes[at] !== 58) return false;
        at += 1;
      }
      at = skipSpace(bytes, at);
      if (member >= 0) {
        if ((this.#seen & (1 << member)) !== 0) return false;
        this.#seen |= 1 << member;
        previous = member + 1;
      }
      at = this.#member(member, bytes, at, models);
      if (at < 0) return false;
      at = skipSpace(bytes, at);
      if (bytes[at] === 125) break;
      if (bytes[at] !== 44) return false;
      at = skipSpace(bytes, at + 1);
    }
    return at + 1 === this.#end && (this.#seen & REQUIRED) === REQUIRED;
  }

  #begin(guess: ScanPlan | null): void {
    this.plan = guess;
    this.#countedOn = guess;
    this.#seen = 0;
    this.hasFailed = false;
    this.score = undefined;
    this.latencyMs = undefined;
    this.#answer = undefined;
    this.#answerTo = 0;
    this.#versionFrom = 0;
    this.#versionTo = 0;
    if (guess !== null) this.features.begin(guess);
  }

  /** Place behind the member's value; −1 = refused. */
  #member(member: number, bytes: Uint8Array, at: number, models: ScanModels): number {
    switch (member) {
      case 0:
        return this.#id(bytes, at);
      case 1:
        return this.#model(bytes, at, models);
      case 2:
        return this.#time(bytes, at);
      case 3:
        return this.#features(bytes, at);
      case 4:
        return this.#version(bytes, at);
      case 5:
        return this.#score(bytes, at);
      case 6:
        return this.#prediction(bytes, at);
      case 7:
        return this.#latency(bytes, at);
      case 8:
        return this.#status(bytes, at);
      case 9:
        return bytes[at] === QUOTE ? this.#textEnd(bytes, at) : bytes[at] === 110 ? skipWord(bytes, at) : -1;
      default:
        return skipValue(bytes, at, this.#end);
    }
  }

  /** Place behind a string without escapes that is no longer than the contract allows; −1 otherwise. */
  #textEnd(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE) return -1;
    const to = plainStringEnd(bytes, at + 1, this.#end);
    return to < 0 || to - at - 1 > MAX_TEXT ? -1 : to + 1;
  }

  #id(bytes: Uint8Array, at: number): number {
    const to = this.#textEnd(bytes, at);
    this.#idFrom = at + 1;
    this.#idTo = to - 1;
    return to - at > 2 ? to : -1;
  }

  #model(bytes: Uint8Array, at: number, models: ScanModels): number {
    const to = this.#textEnd(bytes, at);
    if (to < 0) return -1;
    const plan = models.find(bytes, at + 1, to - 1);
    if (plan === null) return -1;
    this.plan = plan;
    if ((this.#seen & (1 << FEATURES)) === 0 && plan !== this.#countedOn) {
      this.features.begin(plan);
      this.#countedOn = plan;
    }
    return to;
  }

  #time(bytes: Uint8Array, at: number): number {
    if (bytes[at] === QUOTE) {
      const to = this.#textEnd(bytes, at);
      if (to < 0) return -1;
      this.timeMs = isoTimeMs(bytes, at + 1, to - 1);
      return Number.isNaN(this.timeMs) ? -1 : to;
    }
    const to = this.#number.read(bytes, at);
    if (to < 0 || bytes[at] === MINUS) return -1;
    this.timeMs = this.#number.value;
    return Number.isInteger(this.timeMs) && this.timeMs <= MAX_TIME_MS ? to : -1;
  }

  #version(bytes: Uint8Array, at: number): number {
    const to = this.#textEnd(bytes, at);
    this.#versionFrom = at + 1;
    this.#versionTo = to - 1;
    return to;
  }

  #features(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== 123 || this.plan === null) return -1;
    return this.features.read(bytes, this.#view, at, this.#end, this.plan);
  }

  #score(bytes: Uint8Array, at: number): number {
    if (bytes[at] === 110) {
      this.score = null;
      return skipWord(bytes, at);
    }
    const to = this.#number.read(bytes, at);
    if (to < 0 || bytes[at] === MINUS) return -1;
    this.score = this.#number.value;
    return this.score <= 1 ? to : -1;
  }

  #latency(bytes: Uint8Array, at: number): number {
    if (bytes[at] === 110) {
      this.latencyMs = null;
      return skipWord(bytes, at);
    }
    const to = this.#number.read(bytes, at);
    if (to < 0 || bytes[at] === MINUS) return -1;
    this.latencyMs = this.#number.value;
    return Number.isFinite(this.latencyMs) ? to : -1;
  }

  #prediction(bytes: Uint8Array, at: number): number {
    const first = bytes[at];
    if (first === QUOTE) {
      const to = this.#textEnd(bytes, at);
      this.#answerFrom = at + 1;
      this.#answerTo = to - 1;
      return to;
    }
    if (first === 110 || first === 116 || first === 102) {
      this.#answer = first === 110 ? null : first === 116;
      return skipWord(bytes, at);
    }
    const to = this.#number.read(bytes, at);
    if (to < 0) return -1;
    this.#answer = this.#number.value;
    return Number.isFinite(this.#answer) ? to : -1;
  }

  #status(bytes: Uint8Array, at: number): number {
    const to = this.#textEnd(bytes, at);
    if (to < 0) return -1;
    const state = STATES.find(bytes, at + 1, to - 1, hashBytes(bytes, at + 1, to - 1));
    this.hasFailed = state === 1;
    return state < 0 ? -1 : to;
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}
