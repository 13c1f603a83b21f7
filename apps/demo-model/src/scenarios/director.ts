import type { Logger } from 'pino';
import { changeMessage, type Change } from '../messages/change-message.ts';
import type { ChangeMessage } from '../messages/messages.ts';
import { modelStateMessage } from '../messages/model-state-message.ts';
import {
  SCENARIO_NAMES,
  type DemoState,
  type EndedScenario,
  type ScenarioName,
  type ScenarioRun,
} from '../state/demo-state.ts';
import { outboxMessage } from '../state/outbox.ts';
import type { StateStore } from '../state/state-store.ts';
import type { ScenarioDefinition } from './scenario-definition.ts';
import { SCENARIOS } from './registry.ts';

export type DirectorSettings = {
  model: string;
  autoplay: boolean;
  /** Calm before the first scenario of a process, and between two. */
  firstAfterMs: number;
  calmMs: number;
  longestMs: number;
};

export type StartOptions = {
  startedBy: ScenarioRun['startedBy'];
  ratePerSecond?: number | undefined;
  lastsMs?: number | undefined;
};

export type StartResult = { ok: true } | { ok: false; reason: string };

/** Starts and ends scenarios, one at a time. All that it changes goes through the store, announcements included. */
export class Director {
  readonly #settings: DirectorSettings;
  readonly #store: StateStore;
  readonly #logger: Logger;
  #nextAutoplayAtMs: number;

  constructor(settings: DirectorSettings, store: StateStore, logger: Logger, nowMs: number) {
    this.#settings = settings;
    this.#store = store;
    this.#logger = logger;
    this.#nextAutoplayAtMs = nowMs + settings.firstAfterMs;
  }

  /** When the next one starts by itself; null while one runs or when that is switched off. */
  nextAutoplay(): { name: ScenarioName; atMs: number } | null {
    const state = this.#store.current();
    if (!this.#settings.autoplay || state.scenario !== null) return null;
    return { name: nextName(state), atMs: this.#nextAutoplayAtMs };
  }

  start(name: ScenarioName, options: StartOptions, nowMs: number): StartResult {
    const state = this.#store.current();
    if (state.scenario !== null) return { ok: false, reason: `${state.scenario.name} is running; stop it first` };
    if (state.serving.paused) return { ok: false, reason: 'the model is paused' };
    const start = SCENARIOS[name].begin(state.serving);
    if (!start.ok) return start;
    const run: ScenarioRun = {
      name,
      startedAtMs: nowMs,
      endsAtMs: nowMs + (options.lastsMs ?? this.#settings.longestMs),
      startedBy: options.startedBy,
      ratePerSecond: options.ratePerSecond ?? null,
      trafficBefore: state.serving.traffic,
      pipelineBefore: state.serving.pipeline,
    };
    this.#commit({ ...state, serving: start.next, scenario: run }, start.change, 'deploy', nowMs);
    this.#logger.info({ scenario: name, startedBy: run.startedBy, endsAtMs: run.endsAtMs }, 'scenario started');
    return { ok: true };
  }

  /** Ends the running scenario and takes back what it did. */
  stop(nowMs: number): StartResult {
    if (this.#store.current().scenario === null) return { ok: false, reason: 'no scenario is running' };
    this.#end('stopped', nowMs);
    return { ok: true };
  }

  /** To be called often: notices a cure and the end of time, and starts what is due. */
  tick(nowMs: number): void {
    const { scenario, serving } = this.#store.current();
    if (scenario !== null) {
      if (definitionOf(scenario).isCured(serving)) this.#end('cured', nowMs);
      else if (nowMs >= scenario.endsAtMs) this.#end('time over', nowMs);
      return;
    }
    if (!this.#settings.autoplay || nowMs < this.#nextAutoplayAtMs) return;
    const name = nextName(this.#store.current());
    // A model that answers nothing, or by rule, would show nothing of the scenario.
    const result: StartResult =
      serving.paused || serving.fallback
        ? { ok: false, reason: 'the model is paused or falls back' }
        : this.start(name, { startedBy: 'autoplay' }, nowMs);
    if (result.ok) return;
    this.#logger.info({ scenario: name, reason: result.reason }, 'scenario put off');
    this.#nextAutoplayAtMs = nowMs + this.#settings.calmMs;
  }

  #end(outcome: EndedScenario['outcome'], nowMs: number): void {
    const state = this.#store.current();
    const run = state.scenario;
    if (run === null) return;
    const undone = definitionOf(run).undo(state.serving, run);
    const next: DemoState = {
      ...state,
      serving: undone?.next ?? state.serving,
      scenario: null,
      lastScenario: { name: run.name, startedAtMs: run.startedAtMs, endedAtMs: nowMs, outcome },
      nextAutoplay: state.nextAutoplay + (run.startedBy === 'autoplay' ? 1 : 0),
    };
    this.#commit(next, undone?.change ?? null, 'config', nowMs);
    this.#nextAutoplayAtMs = nowMs + this.#settings.calmMs;
    this.#logger.info({ scenario: run.name, outcome }, 'scenario over');
  }

  #commit(next: DemoState, change: Change | null, kind: ChangeMessage['kind'], nowMs: number): void {
    const { model } = this.#settings;
    const announcements =
      change === null
        ? []
        : [
            outboxMessage('changes', model, changeMessage(change, { model, kind, by: 'demo', nowMs })),
            outboxMessage('modelState', model, modelStateMessage(model, next.serving, nowMs)),
          ];
    this.#store.commit({ ...next, outbox: [...next.outbox, ...announcements] });
  }
}

function definitionOf(run: ScenarioRun): ScenarioDefinition {
  return SCENARIOS[run.name];
}

function nextName(state: DemoState): ScenarioName {
  return SCENARIO_NAMES[state.nextAutoplay % SCENARIO_NAMES.length] ?? 'broken-feed';
}
