import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Publisher } from '../kafka/publisher.ts';
import { Outbox } from '../state/outbox.ts';
import { initialServing, withVersion } from '../state/serving-state.ts';
import { openStateStore } from '../state/state-store.ts';
import { CommandRunner, type CommandRunnerParts } from './command-runner.ts';

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'demo-runner-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

type Said = { topic: string; id: string; status?: string; by?: string; message?: string; version?: string };

const entry = (version: string) => ({ version, trainedOn: '', createdAtMs: 1, kind: 'initial' as const });
const fresh = initialServing([entry('v1'), entry('v2')], 'v2');

/** A process: the state folder and what it has said outlive it. `diesAt` = it dies instead of sending that message. */
function startProcess(
  folder: string,
  said: Said[],
  options: { diesAt?: number; retrain?: CommandRunnerParts['retrain']; nowMs?: number } = {},
) {
  let sent = 0;
  const publisher: Publisher = {
    send: (batch) => {
      for (const [topic, messages] of Object.entries(batch))
        for (const { value } of messages) {
          if (options.diesAt === sent) return Promise.reject(new Error('killed'));
          sent += 1;
          said.push({ topic, ...(JSON.parse(value) as Omit<Said, 'topic'>) });
        }
      return Promise.resolve();
    },
    disconnect: () => Promise.resolve(),
  };
  const store = openStateStore(folder, fresh);
  const runner = new CommandRunner({
    model: 'm',
    store,
    outbox: new Outbox(store, publisher),
    publisher,
    retrain: options.retrain ?? (() => ({ kind: 'refused', message: 'no rows' })),
    now: () => options.nowMs ?? 1_000,
    logger: pino({ level: 'silent' }),
  });
  const give = (action: string, parameters: object, id = 'R1', notAfter = 5_000) =>
    runner.handle(
      Buffer.from(JSON.stringify({ remediationId: id, model: 'm', action, parameters, notAfter, approvedBy: 'Ana' })),
    );
  return { store, give, runner };
}

const results = (said: Said[]) => said.filter(({ topic }) => topic === 'remediationResults');
const changes = (said: Said[]) => said.filter(({ topic }) => topic === 'changes');

describe('CommandRunner', () => {
  it('says running, changes the state, and says what it did', async () => {
    const said: Said[] = [];
    const { store, give } = startProcess(newFolder(), said);
    await give('set-version', { version: 'v1' });
    expect(store.current().serving.traffic).toEqual({ v1: 1 });
    expect(said.map(({ topic, status }) => status ?? topic)).toEqual(['running', 'changes', 'modelState', 'done']);
    expect(changes(said)[0]).toMatchObject({ kind: 'response', by: 'remediation R1', from: 'v2', to: 'v1' });
    expect(said.at(-1)).toMatchObject({ remediationId: 'R1', state: { version: 'v1', traffic: { v1: 1 } } });
    expect(store.current().outbox).toEqual([]);
  });

  it('does nothing again for a redelivery, in the same process and after a restart, and gives the same answer', async () => {
    const folder = newFolder();
    const said: Said[] = [];
    const first = startProcess(folder, said);
    await first.give('set-version', { version: 'v1' });
    const answer = said.at(-1);
    // Somebody moves on in between: a redelivered command must not undo that.
    await first.give('set-version', { version: 'v2' }, 'R2');
    await first.give('set-version', { version: 'v1' }, 'R1');
    expect(said.at(-1)).toEqual(answer);
    const second = startProcess(folder, said);
    await second.give('set-version', { version: 'v1' }, 'R1');
    expect(said.at(-1)).toEqual(answer);
    expect(second.store.current().serving.traffic).toEqual({ v2: 1 });
    expect(changes(said)).toHaveLength(2);
  });

  it.each([0, 1, 2, 3])(
    'has the effect once when it dies before its message %i, and says everything in the end',
    async (diesAt) => {
      const folder = newFolder();
      const said: Said[] = [];
      await expect(startProcess(folder, said, { diesAt }).give('set-version', { version: 'v1' })).rejects.toThrow(
        'killed',
      );
      const next = startProcess(folder, said);
      await next.give('set-version', { version: 'v1' });
      expect(next.store.current().serving.traffic).toEqual({ v1: 1 });
      expect(next.store.current().outbox).toEqual([]);
      expect(new Set(changes(said).map(({ id }) => id)).size).toBe(1);
      const final = results(said).filter(({ status }) => status !== 'running');
      expect(new Set(final.map(({ id }) => id)).size).toBe(1);
      expect(final[0]?.status).toBe('done');
    },
  );

  it('trains once for a retraining that is redelivered', async () => {
    let trainings = 0;
    const retrain: CommandRunnerParts['retrain'] = (serving) => {
      trainings += 1;
      const version = { version: 'v4', trainedOn: '', createdAtMs: 1, kind: 'retrained' as const };
      return {
        kind: 'trained',
        next: { ...withVersion(serving, version), traffic: { v4: 1 } },
        change: { title: 'v4', detail: '', from: 'v2', to: 'v4' },
        message: 'v4 serves',
      };
    };
    const folder = newFolder();
    const said: Said[] = [];
    await startProcess(folder, said, { retrain }).give('retrain', { recentRows: 500 });
    await startProcess(folder, said, { retrain }).give('retrain', { recentRows: 500 });
    expect(trainings).toBe(1);
    expect(results(said).at(-1)).toMatchObject({ status: 'done', message: 'v4 serves', state: { version: 'v4' } });
  });

  it('says failed when the training breaks, and serves on', async () => {
    const said: Said[] = [];
    const { store, give } = startProcess(newFolder(), said, {
      retrain: () => {
        throw new RangeError('singular');
      },
    });
    await give('retrain', { recentRows: 500 });
    expect(said.at(-1)).toMatchObject({ status: 'failed', state: { version: 'v2' } });
    expect(store.current().serving).toEqual(fresh);
  });

  it('refuses without saying running first, remembers that too, and says "already" as done', async () => {
    const said: Said[] = [];
    const { give, runner } = startProcess(newFolder(), said, { nowMs: 9_000 });
    await give('set-version', { version: 'v1' });
    expect(said).toMatchObject([{ status: 'refused', message: expect.stringContaining('too late') }]);
    await give('set-version', { version: 'v1' });
    expect(said[1]).toEqual(said[0]);
    await give('set-version', { version: 'v2' }, 'R2', 10_000);
    expect(said.at(-1)).toMatchObject({ status: 'done', message: 'already so: traffic goes to v2' });
    await runner.handle(Buffer.from('{"remediationId":"R3","model":"m"}'));
    expect(said.at(-1)).toMatchObject({ remediationId: 'R3', status: 'refused' });
    expect(changes(said)).toEqual([]);
  });

  it('is silent about the commands of other models', async () => {
    const said: Said[] = [];
    const { runner } = startProcess(newFolder(), said);
    await runner.handle(Buffer.from('{"remediationId":"R1","model":"other","action":"pause"}'));
    await runner.handle(null);
    expect(said).toEqual([]);
  });
});
