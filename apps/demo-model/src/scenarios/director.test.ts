import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { initialServing, withVersion, type ServingState } from '../state/serving-state.ts';
import { openStateStore } from '../state/state-store.ts';
import { Director } from './director.ts';

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'demo-director-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const MINUTE = 60_000;
const entry = (version: string) => ({ version, trainedOn: '', createdAtMs: 1, kind: 'initial' as const });
const fresh = initialServing([entry('v1'), entry('v2')], 'v2');

function stage(options: { autoplay?: boolean; serving?: ServingState } = {}) {
  const store = openStateStore(newFolder(), options.serving ?? fresh);
  const settings = {
    model: 'm',
    autoplay: options.autoplay ?? false,
    firstAfterMs: 2 * MINUTE,
    calmMs: 3 * MINUTE,
    longestMs: 15 * MINUTE,
  };
  const director = new Director(settings, store, pino({ level: 'silent' }), 0);
  const serve = (change: Partial<ServingState>) =>
    store.commit({ ...store.current(), serving: { ...store.current().serving, ...change } });
  const said = () =>
    store
      .current()
      .outbox.filter(({ topic }) => topic === 'changes')
      .map(({ value }) => JSON.parse(value) as { kind: string; by: string; from: string; to: string });
  const byHand = (name: 'broken-feed' | 'slow-release' | 'population-shift', nowMs = 0) =>
    director.start(name, { startedBy: 'hand' }, nowMs);
  return { store, director, serve, said, byHand };
}

describe('broken-feed', () => {
  it('releases p2, says so, and is over when the pipeline is set back', () => {
    const { store, director, serve, said, byHand } = stage();
    expect(byHand('broken-feed')).toEqual({ ok: true });
    expect(store.current().serving).toMatchObject({ pipeline: 'p2', pipelines: ['p1', 'p2'], traffic: { v2: 1 } });
    expect(said()).toMatchObject([{ kind: 'deploy', by: 'demo', from: 'p1', to: 'p2' }]);
    director.tick(MINUTE);
    expect(store.current().scenario?.name).toBe('broken-feed');
    serve({ pipeline: 'p1' });
    director.tick(2 * MINUTE);
    expect(store.current()).toMatchObject({
      scenario: null,
      lastScenario: { outcome: 'cured', endedAtMs: 2 * MINUTE },
    });
    expect(said()).toHaveLength(1);
  });

  it('takes itself back when its time is over, and says so', () => {
    const { store, director, said, byHand } = stage();
    byHand('broken-feed');
    director.tick(15 * MINUTE - 1);
    expect(store.current().serving.pipeline).toBe('p2');
    director.tick(15 * MINUTE);
    expect(store.current()).toMatchObject({ serving: { pipeline: 'p1' }, lastScenario: { outcome: 'time over' } });
    expect(said()[1]).toMatchObject({ kind: 'config', by: 'demo', from: 'p2', to: 'p1' });
  });
});

describe('slow-release', () => {
  it.each([
    ['v2 serves again', { v2: 1 }, true],
    ['half the traffic is left', { v2: 0.5, v3: 0.5 }, false],
  ])('when %s: cured is %s', (_, traffic, isCured) => {
    const { store, director, serve, byHand } = stage();
    byHand('slow-release');
    expect(store.current().serving.traffic).toEqual({ v3: 1 });
    serve({ traffic });
    director.tick(MINUTE);
    expect(store.current().scenario === null).toBe(isCured);
  });

  it('gives back the traffic that was before', () => {
    const { store, director, said, byHand } = stage({ serving: { ...fresh, traffic: { v1: 0.25, v2: 0.75 } } });
    byHand('slow-release');
    director.stop(MINUTE);
    expect(store.current()).toMatchObject({
      serving: { traffic: { v1: 0.25, v2: 0.75 } },
      lastScenario: { outcome: 'stopped' },
    });
    expect(said()[1]).toMatchObject({ from: 'v3', to: 'v1 25 %, v2 75 %' });
    expect(store.current().serving.versions.map(({ version }) => version)).toEqual(['v1', 'v2', 'v3']);
  });
});

describe('population-shift', () => {
  const retrained = { version: 'v4', trainedOn: '', createdAtMs: MINUTE, kind: 'retrained' as const };

  it('is announced by nobody, lasts its time, and takes back what was trained for it', () => {
    const { store, director, serve, said, byHand } = stage();
    byHand('population-shift');
    expect(store.current().serving).toEqual(fresh);
    expect(said()).toEqual([]);
    serve({ ...withVersion(store.current().serving, retrained), traffic: { v4: 1 } });
    director.tick(2 * MINUTE);
    expect(store.current().scenario?.name).toBe('population-shift');
    director.tick(15 * MINUTE);
    expect(store.current().serving.traffic).toEqual({ v2: 1 });
    expect(said()).toMatchObject([{ by: 'demo', from: 'v4', to: 'v2' }]);
  });

  it('changes nothing at its end when nothing was trained', () => {
    const { store, director, said, byHand } = stage();
    byHand('population-shift');
    director.stop(MINUTE);
    expect(store.current().serving).toEqual(fresh);
    expect(said()).toEqual([]);
  });
});

describe('starting', () => {
  it('is refused while another runs, while paused, and when it would change nothing', () => {
    const running = stage();
    running.byHand('broken-feed');
    expect(running.byHand('slow-release')).toEqual({ ok: false, reason: 'broken-feed is running; stop it first' });
    expect(stage({ serving: { ...fresh, paused: true } }).byHand('broken-feed').ok).toBe(false);
    const broken = { ...fresh, pipelines: ['p1', 'p2'], pipeline: 'p2' };
    expect(stage({ serving: broken }).byHand('broken-feed')).toEqual({
      ok: false,
      reason: 'pipeline p2 feeds the model already',
    });
  });

  it('stops only what runs', () => {
    expect(stage().director.stop(0)).toEqual({ ok: false, reason: 'no scenario is running' });
  });

  it('outlives a restart: the next process ends it in time', () => {
    const folder = newFolder();
    const settings = { model: 'm', autoplay: false, firstAfterMs: 0, calmMs: 0, longestMs: MINUTE };
    const logger = pino({ level: 'silent' });
    new Director(settings, openStateStore(folder, fresh), logger, 0).start('broken-feed', { startedBy: 'hand' }, 0);
    const store = openStateStore(folder, fresh);
    const director = new Director(settings, store, logger, 2 * MINUTE);
    expect(store.current().serving.pipeline).toBe('p2');
    director.tick(2 * MINUTE);
    expect(store.current()).toMatchObject({ scenario: null, serving: { pipeline: 'p1' } });
    expect(store.current().outbox.filter(({ topic }) => topic === 'changes')).toHaveLength(2);
  });
});

describe('autoplay', () => {
  it('plays one after the other with calm between, and starts over', () => {
    const { store, director } = stage({ autoplay: true });
    const played: [string, number][] = [];
    let last: number | null = null;
    for (let nowMs = 0; nowMs < 80 * MINUTE; nowMs += 1_000) {
      director.tick(nowMs);
      const run = store.current().scenario;
      if (run !== null && run.startedAtMs !== last) played.push([run.name, run.startedAtMs / MINUTE]);
      last = run?.startedAtMs ?? null;
    }
    expect(played).toEqual([
      ['broken-feed', 2],
      ['slow-release', 20],
      ['population-shift', 38],
      ['broken-feed', 56],
      ['slow-release', 74],
    ]);
  });

  it('says what comes next, waits for one started by hand, and leaves calm after it', () => {
    const { store, director, byHand } = stage({ autoplay: true });
    expect(director.nextAutoplay()).toEqual({ name: 'broken-feed', atMs: 2 * MINUTE });
    byHand('slow-release', MINUTE);
    expect(director.nextAutoplay()).toBeNull();
    director.tick(2 * MINUTE);
    expect(store.current().scenario?.name).toBe('slow-release');
    director.stop(4 * MINUTE);
    expect(director.nextAutoplay()).toEqual({ name: 'broken-feed', atMs: 7 * MINUTE });
  });

  it('waits while the model is paused or falls back', () => {
    const { store, director } = stage({ autoplay: true, serving: { ...fresh, fallback: true } });
    director.tick(2 * MINUTE);
    expect(store.current().scenario).toBeNull();
    expect(director.nextAutoplay()?.atMs).toBe(5 * MINUTE);
  });

  it('is off when it is off', () => {
    const { store, director } = stage();
    director.tick(100 * MINUTE);
    expect(store.current().scenario).toBeNull();
    expect(director.nextAutoplay()).toBeNull();
  });
});
