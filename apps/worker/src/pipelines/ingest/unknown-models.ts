/** How long an id is taken for unknown after the registry was read and did not have it. */
const UNKNOWN_FOR_MS = 5_000;
/** Ids asked for in that time; a flood of made-up ones must not make every record wait. */
const MAX_ASKED = 20;

/**
 * Keeps events of a model that was registered a moment ago from being dead-lettered: the registry is read once more
 * before an unknown id is believed to be unknown.
 */
export class UnknownModels {
  readonly #reload: () => Promise<void>;
  readonly #now: () => number;
  /** When each id was last asked for, oldest first. */
  readonly #askedAtMs = new Map<string, number>();

  constructor(reload: () => Promise<void>, now: () => number) {
    this.#reload = reload;
    this.#now = now;
  }

  /** False = ask first. */
  mayRefuse(modelId: string): boolean {
    const nowMs = this.#now();
    for (const [id, atMs] of this.#askedAtMs) {
      if (nowMs - atMs < UNKNOWN_FOR_MS) break;
      this.#askedAtMs.delete(id);
    }
    return this.#askedAtMs.has(modelId) || this.#askedAtMs.size >= MAX_ASKED;
  }

  /** Reads the registry anew. Throws when Postgres is away; the id is then asked for again. */
  async ask(modelId: string): Promise<void> {
    await this.#reload();
    this.#askedAtMs.delete(modelId);
    this.#askedAtMs.set(modelId, this.#now());
  }
}
