import { countLabelled, createQualityPane, encodeQualityPane } from '@leeway/drift';
import type { RemediationResult } from '@leeway/contracts';
import { DECISION_POLICY, RemediationOutcome } from '@leeway/response';
import type { RemediationModel } from '@leeway/store';
import { createTestDatabase, fixedClock, seededRandom, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordChange } from '../changes/record-change.ts';
import { ServiceError } from '../errors.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { createResponseScene, PANE_MS, personOf, type ResponseScene } from '../incidents/response-scene.ts';
import { approveRemediation } from './approve-remediation.ts';
import { endSilentRemediations } from './end-silent-remediations.ts';
import { recordRemediationResult } from './record-remediation-result.ts';
import { relayOutbox } from './relay-outbox.ts';
import { verifyRemediations } from './verify-remediations.ts';
import type { Rebaseline } from './verify-retraining.ts';

const BROKEN = ['AGEP', 'SCHL'];
let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
let scene: ResponseScene;
let sent: { remediationId: string }[];

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(Date.parse('2026-11-25T03:12:40Z'));
  scene = await createResponseScene({ db: database.db, clock });
  sent = [];
});
afterEach(async () => {
  await database.drop();
});

const noRebaseline: Rebaseline = () => Promise.resolve({ ok: false, reason: 'not in this test' });
const verify = (rebaseline = noRebaseline) => verifyRemediations({ ctx: scene.system, rebaseline });
const relay = () =>
  relayOutbox({
    ctx: scene.system,
    send: ({ value }) => {
      sent.push(JSON.parse(value) as { remediationId: string });
      return Promise.resolve();
    },
  });
async function current(): Promise<RemediationModel> {
  const row = (await scene.remediations()).at(-1);
  if (row === undefined) throw new Error('nothing was proposed');
  return row;
}
async function approved(): Promise<RemediationModel> {
  await scene.report();
  await scene.release('Feature pipeline p2 released', 'p1', 'p2');
  await scene.judge(BROKEN);
  const row = await current();
  await approveRemediation({
    ctx: scene.ctxOf(personOf('approver')),
    input: { id: row.id, contentHash: row.contentHash },
  });
  return row;
}
let results = 0;
function answer(row: RemediationModel, status: RemediationResult['status'], patch: Partial<RemediationResult> = {}) {
  results += 1;
  const input: RemediationResult = {
    id: `result-${results}`,
    remediationId: row.id,
    model: row.modelId,
    status,
    time: clock.nowMs(),
    message: '',
    ...patch,
  };
  return recordRemediationResult({ ctx: scene.system, input });
}

it('is among the changes once and under the name of who approved it, whoever tells of it first', async () => {
  const row = await approved();
  await relay();
  await recordChange({
    ctx: scene.system,
    input: {
      id: 'the-server-says',
      time: clock.nowMs(),
      model: row.modelId,
      kind: 'response',
      title: 'Feature pipeline p1',
      detail: '',
      by: `remediation ${row.id}`,
    },
  });
  await answer(row, 'done');
  const changes = await database.db.changeEvent.findMany({ where: { kind: 'response' } });
  expect(changes).toMatchObject([{ id: `remediation:${row.id}`, actor: personOf('approver').name }]);
});

describe('the relay', () => {
  it('sends what was approved, once, and the remediation is executing', async () => {
    const row = await approved();
    expect(await relay()).toEqual({ sent: 1, busy: false, failure: null });
    expect(await relay()).toEqual({ sent: 0, busy: false, failure: null });
    expect(sent.map(({ remediationId }) => remediationId)).toEqual([row.id]);
    expect(await current()).toMatchObject({ state: 'executing', sentAt: clock.now() });
  });

  it('sends the same command again when it died between sending and noting it', async () => {
    const row = await approved();
    const died = relayOutbox({
      ctx: {
        ...scene.system,
        // The clock is first asked after the message was sent: the process "dies" there.
        now: () => {
          if (sent.length > 0) throw new Error('killed');
          return clock.now();
        },
      },
      send: ({ value }) => {
        sent.push(JSON.parse(value) as { remediationId: string });
        return Promise.resolve();
      },
    });
    await expect(died).rejects.toThrow('killed');
    expect(await current()).toMatchObject({ state: 'approved', sentAt: null });
    // The executor answers the first delivery before the relay is back.
    await answer(row, 'done');
    await relay();
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(await current()).toMatchObject({ state: 'verifying' });
    expect(await database.db.outbox.count({ where: { sentAt: null } })).toBe(0);
  });

  it('stops at a message that cannot be sent, keeps the order, and goes on later', async () => {
    await approved();
    await database.db.outbox.create({ data: { topic: 'leeway.other.v1', key: 'demo', value: { second: true } } });
    const topics: string[] = [];
    let broken = true;
    const flaky = () =>
      relayOutbox({
        ctx: scene.system,
        send: ({ topic }) => {
          if (broken) return Promise.reject(new Error('broker is away'));
          topics.push(topic);
          return Promise.resolve();
        },
      });
    expect(await flaky()).toEqual({ sent: 0, busy: false, failure: { message: 'broker is away', attempts: 1 } });
    expect(await flaky()).toMatchObject({ failure: { attempts: 2 } });
    broken = false;
    expect(await flaky()).toMatchObject({ sent: 2, failure: null });
    expect(topics).toEqual(['leeway.remediations.v1', 'leeway.other.v1']);
  });

  it('has one worker at a time', async () => {
    await approved();
    let inside = 0;
    let most = 0;
    const slow = () =>
      relayOutbox({
        ctx: scene.system,
        send: async ({ value }) => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((resolve) => setTimeout(resolve, 30));
          sent.push(JSON.parse(value) as { remediationId: string });
          inside -= 1;
        },
      });
    await Promise.all([slow(), slow(), slow(), slow()]);
    expect(most).toBe(1);
    expect(sent).toHaveLength(1);
  });

  it('does not send what may no longer be carried out', async () => {
    await approved();
    clock.advance(DECISION_POLICY.commandValidMs);
    expect(await relay()).toMatchObject({ sent: 0 });
    expect(sent).toHaveLength(0);
    expect(await current()).toMatchObject({ state: 'failed' });
    expect((await scene.timeline()).at(-1)).toContain('could not be sent in time, and was not carried out');
  });
});

describe('answers of the model server', () => {
  it('are applied once, however often and in whatever order they come', async () => {
    const row = await approved();
    await relay();
    clock.advance(500);
    const done = { id: 'the-done', time: clock.nowMs(), message: 'pipeline set to p1' };
    expect(await answer(row, 'done', done)).toBe('applied');
    expect(await answer(row, 'done', done)).toBe('repeated');
    expect(await answer(row, 'running')).toBe('ignored');
    expect(await answer(row, 'done')).toBe('ignored');
    expect(await answer(row, 'failed')).toBe('ignored');
    const after = await current();
    expect(after).toMatchObject({ state: 'verifying', executedAt: new Date(done.time) });
    expect(RemediationOutcome.parse(after.outcome).executor?.message).toBe('pipeline set to p1');
    expect(await database.db.auditEntry.count({ where: { action: 'remediation.done' } })).toBe(1);
    const changes = await database.db.changeEvent.findMany({ where: { kind: 'response' } });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ fromValue: 'p2', toValue: 'p1', actor: 'approver' });
  });

  it('pass through running', async () => {
    const row = await approved();
    await relay();
    expect(await answer(row, 'running')).toBe('applied');
    expect(await answer(row, 'running')).toBe('ignored');
    expect(await current()).toMatchObject({ state: 'executing', runningAt: clock.now() });
    expect(await answer(row, 'done')).toBe('applied');
  });

  it('that refuse end it, with the reason', async () => {
    const row = await approved();
    await relay();
    await answer(row, 'refused', { message: 'pipeline p1 is not known' });
    expect(await current()).toMatchObject({ state: 'failed' });
    expect((await scene.timeline()).at(-1)).toBe('R-1 refused by the model server: pipeline p1 is not known');
    expect((await scene.incidents())[0]?.state).toBe('triggered');
  });

  it('for nothing that is known, or for another model, change nothing', async () => {
    const row = await approved();
    await relay();
    expect(await answer(row, 'done', { remediationId: '00000000-0000-4000-8000-000000000000' })).toBe('unknown');
    expect(await answer(row, 'done', { remediationId: "' OR 1=1 --" })).toBe('unknown');
    expect(await answer(row, 'done', { model: 'other' })).toBe('unknown');
    expect(await current()).toMatchObject({ state: 'executing' });
  });

  it('take the time of the change from the executor only where it can be true', async () => {
    const row = await approved();
    await relay();
    await answer(row, 'done', { time: clock.nowMs() + 3_600_000 });
    expect((await current()).executedAt).toEqual(clock.now());
  });

  it('that never come hold it as inconclusive; a late one is told and not applied', async () => {
    const row = await approved();
    await relay();
    clock.advance(59_000);
    expect(await endSilentRemediations({ ctx: scene.system })).toBe(0);
    clock.advance(1_000);
    expect(await endSilentRemediations({ ctx: scene.system })).toBe(1);
    expect(await current()).toMatchObject({ state: 'inconclusive' });
    expect((await scene.timeline()).at(-1)).toContain('whether it was carried out is not known');
    expect(await answer(row, 'done', { message: 'sorry' })).toBe('ignored');
    expect(await current()).toMatchObject({ state: 'inconclusive' });
    expect((await scene.timeline()).at(-1)).toBe('R-1: late answer of the model server, carried out. sorry');
  });

  it('are not recorded for a person', async () => {
    const row = await approved();
    const input = { id: 'x', remediationId: row.id, model: 'demo', status: 'done' as const, time: 1, message: '' };
    await expect(recordRemediationResult({ ctx: scene.ctxOf(personOf('admin')), input })).rejects.toThrow(ServiceError);
  });
});

describe('verification', () => {
  async function executed(): Promise<RemediationModel> {
    const row = await approved();
    await relay();
    await answer(row, 'done', { state: await scene.report({ pipeline: 'p1' }) });
    return row;
  }

  it('passes after enough ok windows that began after the change, and mitigates the incident', async () => {
    await executed();
    // Windows are three panes long: the first two still hold events from before, the next two are not enough.
    for (let window = 0; window < 4; window += 1) await scene.judge([]);
    expect(await verify()).toBe(0);
    expect(await current()).toMatchObject({ state: 'verifying' });
    await scene.judge([]);
    expect(await verify()).toBe(1);
    expect(await verify()).toBe(0);
    const row = await current();
    expect(row).toMatchObject({ state: 'succeeded' });
    expect(RemediationOutcome.parse(row.outcome).verification?.message).toBe(
      '3 windows in a row are ok for AGEP, SCHL',
    );
    expect((await scene.incidents())[0]).toMatchObject({ state: 'mitigated' });
    expect((await scene.timeline()).slice(-2)).toEqual([
      'R-1 succeeded: 3 windows in a row are ok for AGEP, SCHL',
      'Mitigated by R-1, which approver approved',
    ]);
  });

  it('does not let the incident recover by itself meanwhile, nor be resolved', async () => {
    await executed();
    const [incident] = await scene.incidents();
    const work = resolveIncident({
      ctx: scene.ctxOf(personOf('responder')),
      input: { id: incident?.id ?? '', note: '' },
    });
    await expect(work).rejects.toThrow('R-1 is verifying; wait for its outcome.');
    for (let window = 0; window < 8; window += 1) await scene.judge([]);
    expect((await scene.incidents())[0]?.state).toBe('triggered');
  });

  it('fails when the windows at the deadline are bad, keeps the incident open and proposes no more of the same', async () => {
    const row = await executed();
    const until = (await current()).verifyUntil?.getTime() ?? 0;
    while (clock.nowMs() < until) await scene.judge(BROKEN, { beganMs: row.proposedAt.getTime() - PANE_MS });
    expect(await verify()).toBe(1);
    expect(await current()).toMatchObject({ state: 'failed' });
    expect((await scene.timeline()).at(-1)).toMatch(/^R-1 failed: \d+ of \d+ windows after the change are not ok/u);
    expect((await scene.incidents())[0]?.state).toBe('triggered');
    await scene.report({ pipeline: 'p2' });
    await scene.judge(BROKEN);
    expect(await scene.remediations()).toHaveLength(1);
  });

  it('holds when nothing was measured; it never passes then', async () => {
    await executed();
    const until = (await current()).verifyUntil?.getTime() ?? 0;
    clock.set(until - 1);
    expect(await verify()).toBe(0);
    clock.set(until);
    expect(await verify()).toBe(1);
    expect(await current()).toMatchObject({ state: 'inconclusive' });
    expect((await scene.incidents())[0]?.state).toBe('triggered');
  });

  it('concludes once when two workers look at the same time', async () => {
    await executed();
    for (let window = 0; window < 6; window += 1) await scene.judge([]);
    const [a, b] = await Promise.all([verify(), verify()]);
    expect(a + b).toBe(1);
    expect(await database.db.auditEntry.count({ where: { action: 'remediation.verified-ok' } })).toBe(1);
    expect(await database.db.auditEntry.count({ where: { action: 'incident.mitigate' } })).toBe(1);
  });
});

describe('retraining', () => {
  const SHIFTED = ['AGEP', 'MAR', 'RELP', 'SEX', 'DIS', 'ESP', 'prediction'];

  /** Labelled predictions whose scores tell the classes apart by `distance`. */
  async function labelled(rows: number, distance: number, seed: number): Promise<void> {
    const random = seededRandom(seed);
    const pane = createQualityPane();
    for (let row = 0; row < rows; row += 1) {
      const positive = random() < 0.5;
      const score = Math.min(1, Math.max(0, 0.5 + (positive ? distance : -distance) + (random() - 0.5) * 0.8));
      countLabelled(pane, { score, positive, predictedPositive: score > 0.5 });
    }
    const startAt = new Date(Math.floor(clock.nowMs() / PANE_MS) * PANE_MS);
    await database.db.qualityPane.create({
      data: { modelId: 'demo', version: `v${seed}`, startAt, n: rows, counts: Buffer.from(encodeQualityPane(pane)) },
    });
  }

  async function retrained(): Promise<void> {
    await scene.report();
    await scene.judge(SHIFTED);
    expect(await scene.timeline()).toContain(
      'No remediation proposed: Retraining needs 5000 labelled rows from after it began; fewer are there yet.',
    );
    await labelled(5_000, 0.1, 1);
    await scene.judge(SHIFTED);
    const row = await current();
    expect(row.action).toBe('retrain');
    await approveRemediation({
      ctx: scene.ctxOf(personOf('approver')),
      input: { id: row.id, contentHash: row.contentHash },
    });
    await relay();
    clock.advance(PANE_MS);
    await answer(row, 'done', { state: await scene.report({ version: 'v3', traffic: { v3: 1 } }) });
  }

  /** Traffic of the shifted population after the change, then windows against the new reference. */
  async function afterwards(distance: number): Promise<void> {
    const asked: { fromMs: number; toMs: number }[] = [];
    const rebaseline: Rebaseline = ({ fromMs, toMs }) => {
      asked.push({ fromMs, toMs });
      return Promise.resolve({ ok: true, referenceId: 'ref-2' });
    };
    await labelled(3_000, distance, 3);
    const executedAtMs = (await current()).executedAt?.getTime() ?? 0;
    for (let window = 0; window < 7; window += 1) {
      await scene.judge(SHIFTED, { beganMs: executedAtMs - PANE_MS });
      await verify(rebaseline);
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]?.fromMs).toBeGreaterThanOrEqual(executedAtMs);
    for (let window = 0; window < 6; window += 1) {
      await scene.judge([], { referenceId: 'ref-2' });
      await verify(rebaseline);
    }
    expect(asked).toHaveLength(1);
  }

  it('re-baselines after the change and says both AUCs; no measurable difference passes', async () => {
    await retrained();
    await afterwards(0.1);
    const row = await current();
    expect(row.state).toBe('succeeded');
    const { verification, rebaselinedTo } = RemediationOutcome.parse(row.outcome);
    expect(rebaselinedTo).toBe('ref-2');
    expect(verification?.message).toMatch(
      /^3 windows in a row are ok against the new reference\. ROC AUC 0\.\d{3} ±0\.\d{3} \(n 5000\) before, 0\.\d{3} ±0\.\d{3} \(n 3000\) after: no measurable difference/u,
    );
    expect((await scene.incidents())[0]?.state).toBe('mitigated');
  });

  it('passes and says so when quality is better', async () => {
    await retrained();
    await afterwards(0.2);
    const row = await current();
    expect(row.state).toBe('succeeded');
    expect(RemediationOutcome.parse(row.outcome).verification?.message).toContain('better by +0.');
  });

  it('fails when quality is measurably worse, although the windows are ok', async () => {
    await retrained();
    await afterwards(0.02);
    const row = await current();
    expect(row.state).toBe('failed');
    expect(RemediationOutcome.parse(row.outcome).verification?.message).toContain('worse by -0.');
    expect((await scene.incidents())[0]?.state).toBe('triggered');
  });
});
