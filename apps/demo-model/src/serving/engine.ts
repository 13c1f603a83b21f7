import { setTimeout as sleep } from 'node:timers/promises';
import type { Census } from '../data/load-census.ts';
import type { Batch, Publisher } from '../kafka/publisher.ts';
import type { LabelMessage, PredictionMessage } from '../messages/messages.ts';
import type { Draw } from '../random/seeded-random.ts';
import type { Director } from '../scenarios/director.ts';
import type { Outbox } from '../state/outbox.ts';
import { mainVersion, type ServingState } from '../state/serving-state.ts';
import type { StateStore } from '../state/state-store.ts';
import { answerRequest, type Answerer } from './answer.ts';
import { EventIds } from './event-ids.ts';
import { faultsOf } from './feature-pipeline.ts';
import type { LabelQueue, PendingLabel } from './label-queue.ts';
import type { ModelRegistry } from './model-registry.ts';
import { Pacer } from './pacer.ts';
import type { ServedLog } from './served-log.ts';
import { servedLabel, servedVector } from './served-row.ts';
import { Traffic } from './traffic.ts';

const TICK_MS = 100;
/** Bounds one request to the brokers, and what is answered before the loop yields. */
const MOST_LABELS_A_TICK = 5_000;

export type EngineParts = {
  model: string;
  ratePerSecond: number;
  labelDelayMs: number;
  seed: number;
  baseRate: number;
  census: Census;
  registry: ModelRegistry;
  store: StateStore;
  outbox: Outbox;
  director: Director;
  publisher: Publisher;
  labels: LabelQueue;
  served: ServedLog;
};

export type EngineCounts = {
  predictions: number;
  failedAnswers: number;
  labels: number;
  skipped: number;
  lastPublishedAtMs: number | null;
};

/** The serving loop: every 100 ms it answers what is due and publishes answers and labels in one request. */
export class Engine {
  readonly #parts: EngineParts;
  readonly #traffic: Traffic;
  readonly #ids: EventIds;
  readonly #pacer: Pacer;
  readonly #counts = { predictions: 0, failedAnswers: 0, labels: 0 };
  #lastPublishedAtMs: number | null = null;

  constructor(parts: EngineParts, startMs: number) {
    this.#parts = parts;
    this.#traffic = new Traffic(parts.census, parts.seed);
    this.#ids = new EventIds(startMs);
    this.#pacer = new Pacer(startMs);
  }

  counts(): EngineCounts {
    return { ...this.#counts, skipped: this.#pacer.skipped, lastPublishedAtMs: this.#lastPublishedAtMs };
  }

  /** Runs until the signal; resolves when the last batch is with the brokers. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#tick(Date.now());
      await sleep(TICK_MS, undefined, { signal }).catch(() => undefined);
    }
    await this.#tick(Date.now());
  }

  async #tick(nowMs: number): Promise<void> {
    const { store, director, outbox, labels, publisher, served } = this.#parts;
    director.tick(nowMs);
    if (store.current().outbox.length > 0) await outbox.flush();
    const due = labels.takeDue(nowMs, MOST_LABELS_A_TICK);
    const predictions = this.#answerDue(nowMs);
    const batch: Batch = {
      predictions: predictions.map((message) => ({ key: message.id, value: JSON.stringify(message) })),
      labels: due.map((label) => ({ key: label.id, value: JSON.stringify(this.#labelMessage(label)) })),
    };
    if (predictions.length === 0 && due.length === 0) return;
    await publisher.send(batch);
    for (const label of due) served.add(label.served);
    this.#counts.predictions += predictions.length;
    this.#counts.failedAnswers += predictions.filter(({ status }) => status === 'error').length;
    this.#counts.labels += due.length;
    this.#lastPublishedAtMs = Date.now();
  }

  #answerDue(nowMs: number): PredictionMessage[] {
    const { store, ratePerSecond } = this.#parts;
    const { serving, scenario } = store.current();
    if (serving.paused) {
      this.#pacer.restart(nowMs);
      return [];
    }
    const { population, rows, draw } = this.#traffic.of(scenario);
    return this.#pacer.take(nowMs, scenario?.ratePerSecond ?? ratePerSecond).map((timeMs) => {
      const version = drawVersion(serving, draw);
      const known = this.#parts.registry.find(version);
      const row = rows.next((candidate) => !(known?.hasLearntFrom(population, candidate) ?? false));
      return this.#answer({ population, row, faults: faultsOf(serving.pipeline, draw) }, version, timeMs, draw);
    });
  }

  #answer(row: PendingLabel['served'], version: string, timeMs: number, draw: Draw): PredictionMessage {
    const { model, census, store, labels, labelDelayMs } = this.#parts;
    const { serving } = store.current();
    const request = { id: this.#ids.next(), model, timeMs, vector: servedVector(census, row) };
    const message = answerRequest(request, this.#answererFor(serving, version), serving.threshold, draw);
    // Nobody acted on an answer that never came, so no outcome will be reported for it.
    if (message.status === 'ok')
      labels.add({ id: message.id, label: servedLabel(census, row), dueMs: timeMs + labelDelayMs, served: row });
    return message;
  }

  #answererFor(serving: ServingState, version: string): Answerer {
    const known = this.#parts.registry.find(version);
    if (serving.fallback || known === undefined) return { kind: 'rule', baseRate: this.#parts.baseRate };
    return { kind: 'version', version, model: known.model };
  }

  #labelMessage({ id, label, dueMs }: PendingLabel): LabelMessage {
    return { id, model: this.#parts.model, time: dueMs, label: label === 1 ? '1' : '0' };
  }
}

function drawVersion(serving: ServingState, draw: Draw): string {
  let left = draw();
  for (const [version, share] of Object.entries(serving.traffic)) {
    left -= share;
    if (left < 0) return version;
  }
  return mainVersion(serving);
}
