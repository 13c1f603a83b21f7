import { randomBytes } from 'node:crypto';

/** Ids that no other run of the process gives out: start time and chance, then a number. */
export class EventIds {
  readonly #prefix: string;
  #given = 0;

  constructor(startMs: number) {
    this.#prefix = `e-${startMs.toString(36)}${randomBytes(3).toString('hex')}`;
  }

  next(): string {
    this.#given += 1;
    return `${this.#prefix}-${this.#given}`;
  }
}
