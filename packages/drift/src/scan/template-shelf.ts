import { createMemberTemplate, type MemberTemplate } from './member-template.ts';
import type { ScanPlan } from './scan-plan.ts';

/** Messages of a plan before code is generated for it. */
const LEARNT_FROM = 2_048;
/** Plans that have a template at a time: a few are busy, a thousand would be a hundred megabytes of code. */
const MAX_TEMPLATES = 32;
const LONGEST_WAIT = 2 ** 24;

type Entry = {
  template: MemberTemplate | null;
  /** Messages before the next template, and between two looks at how well it fits: twice as many after each that did not. */
  wait: number;
  messages: number;
  /** Of those, the ones that the template did not read to their end. */
  unfinished: number;
  /** Slots as they follow each other in the message that had most of them. */
  order: number[];
};

/** The templates of busy plans: learnt from their messages, dropped where the messages have become others. */
export class TemplateShelf {
  readonly #entries = new WeakMap<ScanPlan, Entry>();
  readonly #kept: Entry[] = [];
  #plan: ScanPlan | null = null;
  #entry: Entry = newEntry(LEARNT_FROM);
  readonly #learntFrom: number;

  constructor(learntFrom = LEARNT_FROM) {
    this.#learntFrom = learntFrom;
  }

  of(plan: ScanPlan): MemberTemplate | null {
    if (plan !== this.#plan) this.#turnTo(plan);
    return this.#entry.template;
  }

  /** A message of the plan that `of` was asked for was read whole, without template: `count` slots in their order. */
  learn(slots: Int32Array, count: number): void {
    const entry = this.#entry;
    if (count > entry.order.length) entry.order = [...slots.subarray(0, count)];
    entry.messages += 1;
    if (entry.messages >= entry.wait) this.#make(entry);
  }

  /** A message was read with the template, perhaps not to its end. */
  note(isFinished: boolean): void {
    const entry = this.#entry;
    entry.messages += 1;
    if (!isFinished) entry.unfinished += 1;
    if (entry.messages < entry.wait) return;
    if (2 * entry.unfinished > entry.messages) {
      entry.template = null;
      entry.wait = Math.min(2 * entry.wait, LONGEST_WAIT);
    }
    entry.messages = 0;
    entry.unfinished = 0;
  }

  #turnTo(plan: ScanPlan): void {
    this.#plan = plan;
    let entry = this.#entries.get(plan);
    if (entry === undefined) {
      entry = newEntry(this.#learntFrom);
      this.#entries.set(plan, entry);
    }
    this.#entry = entry;
  }

  #make(entry: Entry): void {
    entry.template = this.#plan === null ? null : createMemberTemplate(this.#plan, entry.order);
    entry.order = [];
    entry.messages = 0;
    entry.unfinished = 0;
    if (entry.template === null) {
      entry.wait = LONGEST_WAIT;
      return;
    }
    this.#kept.push(entry);
    if (this.#kept.length <= MAX_TEMPLATES) return;
    const oldest = this.#kept.shift();
    if (oldest !== undefined && !this.#kept.includes(oldest)) oldest.template = null;
  }
}

function newEntry(wait: number): Entry {
  return { template: null, wait, messages: 0, unfinished: 0, order: [] };
}
