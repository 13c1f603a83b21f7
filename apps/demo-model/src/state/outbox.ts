import type { Publisher } from '../kafka/publisher.ts';
import type { OutboxMessage } from './demo-state.ts';
import type { StateStore } from './state-store.ts';

/** Puts an object into the form in which the outbox keeps it. */
export function outboxMessage(topic: OutboxMessage['topic'], key: string, value: object): OutboxMessage {
  return { topic, key, value: JSON.stringify(value) };
}

/**
 * Sends what was committed together with the state, in order, then forgets it. After a crash in between it is sent
 * again with the same ids.
 */
export class Outbox {
  readonly #store: StateStore;
  readonly #publisher: Publisher;
  #running: Promise<void> = Promise.resolve();

  constructor(store: StateStore, publisher: Publisher) {
    this.#store = store;
    this.#publisher = publisher;
  }

  flush(): Promise<void> {
    const turn = this.#running.then(() => this.#sendAll());
    this.#running = turn.catch(() => undefined);
    return turn;
  }

  async #sendAll(): Promise<void> {
    for (let next = this.#store.current().outbox[0]; next !== undefined; next = this.#store.current().outbox[0]) {
      await this.#publisher.send({ [next.topic]: [{ key: next.key, value: next.value }] });
      const state = this.#store.current();
      this.#store.commit({ ...state, outbox: state.outbox.slice(1) });
    }
  }
}
