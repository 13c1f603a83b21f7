/** Brokers that have just started may not know all of their topics yet. */
const GONE_AFTER_MS = 30_000;

/** Registered topics that the brokers do not have, and since when. */
export class MissingTopics {
  readonly #sinceMs = new Map<string, number>();

  /** Takes an answer of the brokers; returns the topics that are missing since this one. */
  note(registered: Iterable<string>, existing: ReadonlyMap<string, string>, nowMs: number): string[] {
    const absent = new Set([...registered].filter((topic) => !existing.has(topic)));
    for (const topic of this.#sinceMs.keys()) if (!absent.has(topic)) this.#sinceMs.delete(topic);
    const news = [...absent].filter((topic) => !this.#sinceMs.has(topic));
    for (const topic of news) this.#sinceMs.set(topic, nowMs);
    return news;
  }

  /** Those that were missing in every answer for so long that they are believed to be gone. */
  gone(nowMs: number): string[] {
    return [...this.#sinceMs].filter(([, sinceMs]) => nowMs - sinceMs >= GONE_AFTER_MS).map(([topic]) => topic);
  }
}
