import type { Director, StartOptions, StartResult } from '../scenarios/director.ts';
import { SCENARIOS } from '../scenarios/registry.ts';
import { SCENARIO_NAMES, type ScenarioName } from '../state/demo-state.ts';
import type { StateStore } from '../state/state-store.ts';
import { modelStateMessage } from '../messages/model-state-message.ts';
import type { Engine } from '../serving/engine.ts';
import type { LabelQueue } from '../serving/label-queue.ts';

/** Answers that never reach the brokers are as bad as none: health says so after this long. */
const SILENT_AFTER_MS = 30_000;

/** What the loopback page shows and may do; exists once the model serves. */
export type DemoView = {
  health(nowMs: number): { ok: boolean; reason: string };
  state(nowMs: number): object;
  scenarios(nowMs: number): object;
  start(name: ScenarioName, options: StartOptions, nowMs: number): StartResult;
  stop(nowMs: number): StartResult;
  reference(rows: number): Iterable<string>;
};

export function createDemoView(parts: {
  model: string;
  ratePerSecond: number;
  store: StateStore;
  director: Director;
  engine: Engine;
  labels: LabelQueue;
  reference: DemoView['reference'];
}): DemoView {
  const { model, ratePerSecond, store, director, engine, labels, reference } = parts;
  const scenarioInfo = () => {
    const { scenario, lastScenario } = store.current();
    return { scenario, lastScenario, nextAutoplay: director.nextAutoplay() };
  };
  return {
    health(nowMs) {
      if (store.current().serving.paused) return { ok: true, reason: 'paused' };
      const { lastPublishedAtMs } = engine.counts();
      if (lastPublishedAtMs === null) return { ok: false, reason: 'nothing published yet' };
      const silentMs = nowMs - lastPublishedAtMs;
      if (silentMs < SILENT_AFTER_MS) return { ok: true, reason: 'serving' };
      return { ok: false, reason: `nothing published for ${Math.round(silentMs / 1_000)} s` };
    },
    state: (nowMs) => ({
      ...modelStateMessage(model, store.current().serving, nowMs),
      ...scenarioInfo(),
      ratePerSecond: store.current().scenario?.ratePerSecond ?? ratePerSecond,
      counts: { ...engine.counts(), labelsPending: labels.size },
    }),
    scenarios: () => ({
      ...scenarioInfo(),
      scenarios: SCENARIO_NAMES.map((name) => {
        const { title, description, cure } = SCENARIOS[name];
        return { name, title, description, cure, isRunning: store.current().scenario?.name === name };
      }),
    }),
    start: (name, options, nowMs) => director.start(name, options, nowMs),
    stop: (nowMs) => director.stop(nowMs),
    reference,
  };
}
