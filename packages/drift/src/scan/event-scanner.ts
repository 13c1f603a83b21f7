import { countLatency } from '../pane/count-event.ts';
import type { Pane } from '../pane/pane.ts';
import type { NewCategory } from '../novelty/new-categories.ts';
import { newCategoryOf } from '../novelty/new-category-of.ts';
import { hashBytes, MemberWords, textOfBytes } from './byte-words.ts';
import { EventBlock, ROWS } from './event-block.ts';
import { EventFields } from './event-fields.ts';
import { FeatureScanner } from './feature-scanner.ts';
import { NumberReader } from './number-reader.ts';
import type { ScanModel, ScanModels } from './scan-models.ts';
import type { ScanPlan } from './scan-plan.ts';
import { isSpace, plainStringEnd, skipSpace } from './skip-json.ts';

const QUOTE = 34;
const NAMES = ['id', 'model', 'time', 'features', 'version', 'score', 'prediction', 'latencyMs', 'status', 'error'];
const MEMBERS = new MemberWords(NAMES);
const REQUIRED = 0b111;
const MODEL = 1;
const FEATURES = 3;

export type ScanLimits = {
  maxBytes: number;
  maxFeatures: number;
  /** Messages of a model before code is generated for their members; 2,048 unless said otherwise. */
  templateFrom?: number;
};

/**
 * Reads prediction events of the default contract from their bytes, without JSON.parse and nearly without allocating.
 * Whatever is unusual is refused, so that somebody else decides: escapes, doubled members, text beyond the contract's
 * lengths, deep nesting, whatever is not JSON or not the contract. What it reads is what JSON.parse and the contract
 * would give. Fields are of the event that was read last; texts are decoded when asked for, before the next event.
 */
export class EventScanner {
  /** Whose event was read; before that, whose it is expected to be. */
  model: ScanModel | null = null;
  readonly #number = new NumberReader();
  readonly fields = new EventFields(this.#number);
  readonly #limits: ScanLimits;
  readonly #block = new EventBlock();
  readonly #features: FeatureScanner;
  /** The plan that the features were read with. */
  #countedOn: ScanPlan | null = null;
  #bytes: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(new ArrayBuffer(0));
  #end = 0;
  #seen = 0;
  readonly #successors = Int32Array.from({ length: 11 }, (_, index) => (index < 10 ? index : -1));

  constructor(limits: ScanLimits) {
    this.#limits = limits;
    this.#features = new FeatureScanner(this.#block, this.#number, limits);
  }

  /** Whether `value` was read. */
  scan(value: Uint8Array, models: ScanModels): boolean {
    // One view of what the records of a fetch share, so that code is specialised for it.
    if (value.buffer !== this.#bytes.buffer) this.#look(new Uint8Array(value.buffer));
    return this.#scan(value.byteOffset, value.byteOffset + value.byteLength, models);
  }

  /** The same for what lies in [from, to) of `bytes`, which is the whole of its buffer. */
  scanPlace(bytes: Uint8Array, from: number, to: number, models: ScanModels): boolean {
    if (bytes !== this.#bytes) this.#look(bytes);
    return this.#scan(from, to, models);
  }

  #look(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  #scan(from: number, to: number, models: ScanModels): boolean {
    if (to - from > this.#limits.maxBytes) return false;
    let end = to;
    while (end > from && isSpace(this.#bytes[end - 1])) end -= 1;
    // A brace at the end stops every loop over digits or white space before the next record.
    if (end - from < 2 || this.#bytes[end - 1] !== 125) return false;
    this.#end = end;
    const guess = models.last;
    if (!this.#event(from, models, guess)) return false;
    if (this.#countedOn === this.model?.plan) return true;
    // The features came before the model, which was another than expected.
    return this.#event(from, models, this.model) && this.#countedOn === this.model?.plan;
  }

  /**
   * Counts the event into a pane of its model's grid, as `countEvent` would; perhaps with others, at the latest with
   * `settle`. Domain: the event that was read last, whose model has a grid.
   */
  count(pane: Pane): void {
    const { fields } = this;
    const plan = this.#countedOn;
    const { hasFailed } = fields;
    if (plan === null || plan.grid === null || plan.grid.id !== pane.gridId)
      throw new RangeError(`pane of grid ${pane.gridId}, not ${plan?.grid?.id ?? 'any'}`);
    pane.events += 1;
    if (hasFailed) pane.errors += 1;
    countLatency(pane, fields.latencyMs);
    const { output } = plan;
    if (output !== null)
      this.#block.setOutput(output, output.feature.source === 'score' ? fields.score : fields.prediction, hasFailed);
    this.#block.count(pane);
  }

  /** From here on panes hold all that was counted into them. */
  settle(): void {
    this.#block.settle();
  }

  /** Cell of a categorical feature relative to its first; undefined when the event has no such feature. */
  cellOf(layoutIndex: number): number | undefined {
    const cell = this.#block.cells[layoutIndex * ROWS + this.#block.row];
    return cell !== undefined && cell >= 0 ? cell : undefined;
  }

  /** Categories that the grid does not know, the answer's too. Domain: an event that was counted. Valid until the next. */
  newCategories(): readonly NewCategory[] | null {
    const { newCategories } = this.#features;
    const output = this.#countedOn?.output ?? null;
    if (output?.kind === 'categorical' && this.cellOf(output.index) === output.newCell) {
      const name = newCategoryOf(output, this.fields.prediction);
      if (name !== null) return [...newCategories, { feature: output.feature.name, name }];
    }
    return newCategories.length === 0 ? null : newCategories;
  }

  /** Names of features that the grid does not know. */
  unknownFeatures(): Set<string> | null {
    const { unknown, unknownCount } = this.#features;
    if (unknownCount === 0) return null;
    const names = new Set<string>();
    for (let at = 0; at < 2 * unknownCount; at += 2)
      names.add(textOfBytes(this.#bytes, unknown[at] as number, unknown[at + 1] as number));
    return names;
  }

  #event(from: number, models: ScanModels, guess: ScanModel | null): boolean {
    this.#begin(guess);
    const bytes = this.#bytes;
    let at = skipSpace(bytes, from);
    if (bytes[at] !== 123) return false;
    at = skipSpace(bytes, at + 1);
    let previous = 0;
    for (;;) {
      const name = at + 1;
      let member = this.#successors[previous] as number;
      at = member < 0 ? -1 : MEMBERS.memberEnd(member, this.#view, at);
      if (at < 0) {
        if (bytes[name - 1] !== QUOTE) return false;
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

  #begin(guess: ScanModel | null): void {
    this.model = guess;
    this.#countedOn = guess?.plan ?? null;
    this.#seen = 0;
    this.fields.begin(this.#bytes, this.#view, this.#end);
    if (this.#countedOn !== null) this.#features.begin(this.#countedOn);
  }

  /** Place behind the member's value; −1 = refused. */
  #member(member: number, bytes: Uint8Array, at: number, models: ScanModels): number {
    if (member === FEATURES) {
      if (bytes[at] !== 123 || this.#countedOn === null) return -1;
      return this.#features.read(bytes, this.#view, at, this.#end, this.#countedOn);
    }
    return member === MODEL ? this.#model(bytes, at, models) : this.fields.read(NAMES[member] ?? '', bytes, at);
  }

  #model(bytes: Uint8Array, at: number, models: ScanModels): number {
    const to = this.fields.textEnd(bytes, at);
    if (to < 0) return -1;
    const model = models.find(bytes, at + 1, to - 1);
    if (model === null || model.plan === null) return -1;
    this.model = model;
    if ((this.#seen & (1 << FEATURES)) === 0 && model.plan !== this.#countedOn) {
      this.#features.begin(model.plan);
      this.#countedOn = model.plan;
    }
    return to;
  }
}
